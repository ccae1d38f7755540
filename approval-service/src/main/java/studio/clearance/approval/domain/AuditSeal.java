package studio.clearance.approval.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A digest over a stretch of the audit record, chained to the one before it. What is signed of it makes the rewriting of any
 * chain show, even from its start.
 *
 * @param entries how many it covers
 * @param digest SHA-256 over the digest before it and, in order, each entry's case, number and hash
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
public record AuditSeal(int number, long entries, byte[] digest) {

    private static final int DIGEST_BYTES = 32;

    /** An entry as a seal covers it. */
    public record Covered(UUID caseId, int number, byte[] hash) {}

    /** What the first seal is chained to. */
    public static byte[] start() {
        return new byte[DIGEST_BYTES];
    }

    /** @param covered by transaction, case and number */
    public static AuditSeal over(int number, byte[] before, Iterable<Covered> covered) {
        MessageDigest sha256 = sha256();
        sha256.update(before);
        long entries = 0;
        for (Covered entry : covered) {
            sha256.update(entry.caseId().toString().getBytes(StandardCharsets.US_ASCII));
            sha256.update(Integer.toString(entry.number()).getBytes(StandardCharsets.US_ASCII));
            sha256.update(entry.hash());
            entries++;
        }
        return new AuditSeal(number, entries, sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
