package studio.clearance.approval.auditing;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.Json;
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

    private static final String SEALS =
            "select number, upto_xid::text, entries, digest, jws from audit_seal order by number";

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

    private static Broken broken(AuditChain chain, AuditChain.Link link) {
        int expected = chain.length() + 1;
        return link.number() == expected
                ? new Broken(link.caseId(), expected, "the entry is not what its hash was made of")
                : new Broken(link.caseId(), expected, "the entry is missing");
    }

    private Finding seals(long entries, long cases) {
        String from = "0";
        byte[] digest = Seal.START;
        long seals = 0;
        for (Row row : database.query(SEALS)) {
            int number = row.getInteger("number");
            String upto = row.getString("upto_xid");
            Seal seal = Seal.over(number, digest, database.query(SEALED, from, upto));
            byte[] stored = row.getBuffer("digest").getBytes();
            String wrong = wrong(seal, stored, row);
            if (number != seals + 1) {
                wrong = "a seal is missing before it";
            }
            if (wrong != null) {
                return new Finding(entries, cases, seals, new Broken(null, seals + 1, wrong));
            }
            from = upto;
            digest = stored;
            seals++;
        }
        return new Finding(entries, cases, seals, null);
    }

    private @Nullable String wrong(Seal seal, byte[] stored, Row row) {
        if (seal.entries() != row.getLong("entries")) {
            return "it covered " + row.getLong("entries") + " entries and there are " + seal.entries();
        }
        if (!Arrays.equals(seal.digest(), stored)) {
            return "what it covered is not what it was made of";
        }
        Optional<byte[]> signed = keystore.verify(row.getString("jws"), Keystore.AUDIT_SEAL);
        boolean ours = signed.isPresent()
                && Json.tree(signed.get())
                        .path("digest")
                        .asText()
                        .equals("sha256:" + HexFormat.of().formatHex(stored));
        return ours ? null : "its signature is not ours, or is over something else";
    }

    /** The digest over a stretch of the record, chained to the one before it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
    record Seal(int number, long entries, byte[] digest) {

        static final byte[] START = new byte[32];

        static Seal over(int number, byte[] before, Iterable<Row> rows) {
            java.security.MessageDigest sha256 = sha256();
            sha256.update(before);
            long entries = 0;
            for (Row row : rows) {
                sha256.update(row.getUUID("case_id").toString().getBytes(StandardCharsets.US_ASCII));
                sha256.update(Integer.toString(row.getInteger("number")).getBytes(StandardCharsets.US_ASCII));
                sha256.update(row.getBuffer("hash").getBytes());
                entries++;
            }
            return new Seal(number, entries, sha256.digest());
        }

        private static java.security.MessageDigest sha256() {
            try {
                return java.security.MessageDigest.getInstance("SHA-256");
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }
}
