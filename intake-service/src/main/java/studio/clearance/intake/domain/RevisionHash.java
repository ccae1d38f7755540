package studio.clearance.intake.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What binds every later statement to the exact words of one revision: SHA-256 of its canonical form (RFC 8785). */
public record RevisionHash(String value) {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public RevisionHash {
        if (!FORM.matcher(value).matches()) throw new IllegalArgumentException("not a revision hash");
    }

    public static RevisionHash of(byte[] canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical);
            return new RevisionHash("sha256:" + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
