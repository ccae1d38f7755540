package studio.clearance.approval.approvals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.approvals.Letters.Letter;

/**
 * What anyone is told of a letter: whether it is genuine, whether it holds, and what lets a holder compare their copy. Nothing
 * that the letter says about the use.
 *
 * @param number as on the letter; as it was asked for when there is none
 * @param since when it came to stand so
 * @param signedFor who decided, by function
 * @param letterSha256 of the signed letter's content
 */
public record Verification(
        Status status,
        String number,
        @Nullable Instant since,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Integer revision,
        @Nullable String revisionHash,
        List<String> signedFor,
        @Nullable String kid,
        @Nullable String letterSha256) {

    public enum Status {
        IN_FORCE,
        SUSPENDED,
        REVOKED,
        EXPIRED,
        SUPERSEDED,
        UNKNOWN
    }

    public boolean known() {
        return status != Status.UNKNOWN;
    }

    public static Verification of(String asked, Optional<Letter> found) {
        return found.map(letter -> new Verification(
                        Status.valueOf(letter.state().name()),
                        letter.number(),
                        letter.since(),
                        letter.grantedAt(),
                        letter.expiresAt(),
                        letter.revision(),
                        letter.revisionHash(),
                        letter.slots(),
                        letter.kid(),
                        sha256(letter.content())))
                .orElseGet(() ->
                        new Verification(Status.UNKNOWN, asked, null, null, null, null, null, List.of(), null, null));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
