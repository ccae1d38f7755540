package studio.clearance.triage.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/** What became of the revisions that were triaged: a revision without a fate is open. */
@ApplicationScoped
public class Fates {

    Fates() {}

    /** The later of two fates stays, whichever is told first: the topics of intake and approval keep no order between them. In the order of
     * the key, so that two consumers cannot wait for each other. */
    public void record(Transaction tx, List<Fate> told) {
        Map<RevisionKey, Fate> last = new LinkedHashMap<>();
        told.forEach(fate -> last.merge(fate.revision(), fate, (a, b) -> b.at().isBefore(a.at()) ? a : b));
        if (last.isEmpty()) {
            return;
        }
        Collection<Fate> fates = last.values();
        tx.last(Statement.of(
                """
                insert into fate (use_case_id, revision, fate, at)
                select * from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[]) order by 1, 2
                on conflict (use_case_id, revision) do update set fate = excluded.fate, at = excluded.at where fate.at <= excluded.at""",
                fates.stream().map(fate -> fate.revision().useCaseId()).toArray(UUID[]::new),
                fates.stream().map(fate -> fate.revision().revision()).toArray(Integer[]::new),
                fates.stream().map(fate -> fate.end().name()).toArray(String[]::new),
                fates.stream().map(Fate::at).toArray(Instant[]::new)));
    }
}
