package studio.clearance.triage.persistence;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.lifecycle.ReReview;

/** Open cases that are decided again after a policy has come into force. */
@ApplicationScoped
public class ReReviews {

    /** One re-review and how far it has come. */
    public record Progress(
            String version,
            String text,
            ReReview scope,
            long cursor,
            long examined,
            long reissued,
            boolean completed) {}

    /** An open case with the decision that holds. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record OpenCase(
            long seq,
            RevisionKey revision,
            String revisionHash,
            byte[] declaration,
            byte[] submitted,
            UUID triage,
            Outcome outcome) {}

    private final Database database;

    ReReviews(Database database) {
        this.database = database;
    }

    public void plan(Transaction tx, String version) {
        tx.query("insert into re_review (version, state) values ($1, 'RUNNING')", version);
    }

    public Optional<Progress> of(String version) {
        return first(database.query(
                "select r.*, p.sha256, p.re_review from re_review r join policy_publication p using (version) where version = $1",
                version));
    }

    /**
     * Takes a re-review whose policy has been in force for the grace, so that no replica decides under the old one any more, and that
     * nobody works on.
     */
    public Optional<Progress> claim(UUID worker, Instant inForceSince, Duration lease) {
        return first(database.query("""
                update re_review r set worker = $1, lease_until = now() + $3 * interval '1 millisecond'
                from policy_publication p
                where p.version = r.version and r.version = (
                    select version from re_review join policy_publication using (version)
                    where state = 'RUNNING' and effective_from <= $2 and (lease_until is null or lease_until < now())
                    order by effective_from limit 1 for update of re_review skip locked)
                returning r.*, p.sha256, p.re_review""", worker, inForceSince, lease.toMillis()));
    }

    /** The next open cases whose latest decision was made under another text. */
    public List<OpenCase> next(Transaction tx, Progress progress, int limit) {
        List<OpenCase> piece = new ArrayList<>(limit);
        tx.query("""
                        select s.seq, s.use_case_id, s.revision, s.revision_hash, s.declaration, s.submitted, t.id, t.outcome
                        from submission s
                        cross join lateral (select id, outcome, policy_sha256 from triage t
                                            where t.use_case_id = s.use_case_id and t.revision = s.revision
                                            order by decided_at desc, id desc limit 1) t
                        where s.seq > $1 and t.policy_sha256 <> $2
                          and (t.outcome <> 'CLEARED_NOTIFY' or $3)
                          and not exists (select 1 from fate f where f.use_case_id = s.use_case_id and f.revision = s.revision)
                          and not exists (select 1 from submission later
                                          where later.use_case_id = s.use_case_id and later.revision > s.revision)
                        order by s.seq limit $4""", progress.cursor(), progress.text(), progress.scope() == ReReview.IN_REVIEW_AND_CLEARED, limit)
                .forEach(row -> piece.add(new OpenCase(
                        row.getLong(0),
                        new RevisionKey(row.getUUID(1), row.getInteger(2)),
                        row.getString(3),
                        row.getBuffer(4).getBytes(),
                        row.getBuffer(5).getBytes(),
                        row.getUUID(6),
                        Outcome.valueOf(row.getString(7)))));
        return piece;
    }

    /** @return false when another worker has taken over; then nothing may be saved */
    public boolean advance(Transaction tx, Progress to, UUID worker, Duration lease) {
        return tx.query(
                                """
                                update re_review set cursor = $3, examined = $4, reissued = $5,
                                       state = case when $6 then 'COMPLETED' else state end,
                                       finished_at = case when $6 then now() end,
                                       lease_until = now() + $7 * interval '1 millisecond'
                                where version = $1 and worker = $2 and state = 'RUNNING'""",
                                to.version(),
                                worker,
                                to.cursor(),
                                to.examined(),
                                to.reissued(),
                                to.completed(),
                                lease.toMillis())
                        .rowCount()
                == 1;
    }

    private static Optional<Progress> first(RowSet<Row> found) {
        if (found.rowCount() == 0) {
            return Optional.empty();
        }
        Row row = found.iterator().next();
        return Optional.of(new Progress(
                row.getString("version"),
                row.getString("sha256"),
                ReReview.valueOf(row.getString("re_review")),
                row.getLong("cursor"),
                row.getLong("examined"),
                row.getLong("reissued"),
                row.getString("state").equals("COMPLETED")));
    }
}
