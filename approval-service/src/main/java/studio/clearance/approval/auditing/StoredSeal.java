package studio.clearance.approval.auditing;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.AuditSeal;
import studio.clearance.kit.Json;

/**
 * A seal as it was kept.
 *
 * @param uptoXid it covers the transactions below this one that the seal before it does not
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
record StoredSeal(int number, String uptoXid, long entries, byte[] digest, String jws) {

    /**
     * What is wrong with it; null when nothing is.
     *
     * @param found made anew from what it covers
     * @param signed the content of a JWS that one of our keys signed as a seal
     */
    @Nullable
    String wrong(AuditSeal found, Function<String, Optional<byte[]>> signed) {
        if (found.entries() != entries) {
            return "it covered " + entries + " entries and there are " + found.entries();
        }
        if (!Arrays.equals(found.digest(), digest)) {
            return "what it covered is not what it was made of";
        }
        boolean ours = signed.apply(jws)
                .filter(content -> Json.tree(content)
                        .path("digest")
                        .asText()
                        .equals("sha256:" + HexFormat.of().formatHex(digest)))
                .isPresent();
        return ours ? null : "its signature is not ours, or is over something else";
    }
}
