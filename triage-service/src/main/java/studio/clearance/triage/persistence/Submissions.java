package studio.clearance.triage.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import studio.clearance.kit.db.Transaction;

/** What partners declared. */
@ApplicationScoped
public class Submissions {

    Submissions() {}

    /** @return the revisions that were not known before: only these are to be decided */
    public Set<RevisionKey> record(Transaction tx, List<Submission> submissions) {
        int count = submissions.size();
        UUID[] useCases = new UUID[count];
        Integer[] revisions = new Integer[count];
        String[] hashes = new String[count];
        String[] references = new String[count];
        String[] partners = new String[count];
        byte[][] declarations = new byte[count][];
        byte[][] submitted = new byte[count][];
        Instant[] received = new Instant[count];
        for (int i = 0; i < count; i++) {
            Submission each = submissions.get(i);
            useCases[i] = each.useCaseId();
            revisions[i] = each.revision();
            hashes[i] = each.revisionHash();
            references[i] = each.reference();
            partners[i] = each.partnerId();
            declarations[i] = each.declaration();
            submitted[i] = each.submitted();
            received[i] = each.receivedAt();
        }
        Set<RevisionKey> fresh = HashSet.newHashSet(count);
        tx.query("""
                        insert into submission (use_case_id, revision, revision_hash, reference, partner_id, declaration, submitted, received_at)
                        select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::timestamptz[])
                        on conflict do nothing
                        returning use_case_id, revision""", useCases, revisions, hashes, references, partners, declarations, submitted, received)
                .forEach(row -> fresh.add(new RevisionKey(row.getUUID(0), row.getInteger(1))));
        return fresh;
    }
}
