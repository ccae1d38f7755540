package studio.clearance.approval.auditing;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.AuditSeal;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.db.Database;

/**
 * Walks the audit record and names the first broken link: an entry that was changed, left out or slipped in, a chain that
 * is shorter than its case says, a seal that does not fit what it covers or was not signed by us.
 */
@ApplicationScoped
public class AuditVerifier {

    private static final int PORTION = 2_000;

    private static final String ENTRIES = """
            select case_id, number, entry, hash from audit_entry
            where (case_id, number) > ($1, $2) order by case_id, number limit $3""";

    /** A case without its last entries: nothing in the chain itself can show that. */
    private static final String SHORT = """
            select c.id from review_case c
            left join audit_entry e on e.case_id = c.id and e.number = c.audit_length
            where e.hash is distinct from c.audit_head order by c.id limit 1""";

    private static final String SEALED = """
            select case_id, number, hash from audit_entry
            where xid >= $1::text::xid8 and xid < $2::text::xid8 order by xid, case_id, number""";

    private final Database database;
    private final Keystore keystore;

    public AuditVerifier(Database database, Keystore keystore) {
        this.database = database;
        this.keystore = keystore;
    }

    /**
     * What the walk found.
     *
     * @param broken the first broken link; null when all is well
     */
    public record Finding(
            long entries, long cases, long seals, @Nullable Broken broken) {}

    /**
     * @param caseId null when it is a seal
     * @param number of the entry in its case, or of the seal
     */
    public record Broken(@Nullable UUID caseId, long number, String what) {}

    public Finding verify() {
        long entries = 0;
        long cases = 0;
        AuditChain chain = null;
        UUID lastCase = new UUID(0, 0);
        int lastNumber = 0;
        while (true) {
            RowSet<Row> portion = database.query(ENTRIES, lastCase, lastNumber, PORTION);
            for (Row row : portion) {
                UUID caseId = row.getUUID("case_id");
                if (chain == null || !chain.caseId().equals(caseId)) {
                    chain = AuditChain.startOf(new CaseId(caseId));
                    cases++;
                }
                AuditChain.Link link = new AuditChain.Link(
                        caseId,
                        row.getInteger("number"),
                        row.getString("entry"),
                        HexFormat.of().formatHex(row.getBuffer("hash").getBytes()));
                if (!chain.isFollowedBy(link)) {
                    return new Finding(entries, cases, 0, broken(chain, link));
                }
                chain = link.chain();
                entries++;
                lastCase = caseId;
                lastNumber = link.number();
            }
            if (portion.size() < PORTION) {
                break;
            }
        }
        for (Row row : database.query(SHORT)) {
            return new Finding(
                    entries,
                    cases,
                    0,
                    new Broken(row.getUUID(0), 0, "the chain does not end where the case says it does"));
        }
        return seals(entries, cases);
    }

    static Broken broken(AuditChain chain, AuditChain.Link link) {
        int expected = chain.length() + 1;
        return link.number() == expected
                ? new Broken(link.caseId(), expected, "the entry is not what its hash was made of")
                : new Broken(link.caseId(), expected, "the entry is missing");
    }

    private Finding seals(long entries, long cases) {
        String from = "0";
        byte[] before = AuditSeal.start();
        int seals = 0;
        for (Row row : database.query(StoredSeals.ALL)) {
            StoredSeal stored = StoredSeals.read(row);
            String wrong = stored.number() == seals + 1
                    ? stored.wrong(
                            AuditSeal.over(
                                    stored.number(),
                                    before,
                                    StoredSeals.covered(database.query(SEALED, from, stored.uptoXid()))),
                            jws -> keystore.verify(jws, Keystore.AUDIT_SEAL))
                    : "a seal is missing before it";
            if (wrong != null) {
                return new Finding(entries, cases, seals, new Broken(null, seals + 1, wrong));
            }
            from = stored.uptoXid();
            before = stored.digest();
            seals++;
        }
        return new Finding(entries, cases, seals, null);
    }
}
