package studio.clearance.approval.domain;

import java.util.regex.Pattern;

/** SHA-256 of a revision's canonical form, as intake computed it. A decision binds to it. */
public record RevisionHash(String value) {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public RevisionHash {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A revision hash reads sha256: and 64 hex digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
