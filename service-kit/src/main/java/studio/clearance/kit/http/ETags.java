package studio.clearance.kit.http;

import org.jspecify.annotations.Nullable;

/** Strong entity tags made from a revision or version number, and the precondition on it (RFC 9110, sections 8.8.3 and 13.1.1). */
public final class ETags {

    private static final String ANY = "*";

    private ETags() {}

    /** {@code of(7)} is {@code "7"}, with the quotes. */
    public static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /**
     * Refuses a change of a version that is not the current one.
     *
     * @param ifMatch the If-Match header as it came
     * @throws Problem 428 without the header, 412 when none of its tags is the current one
     */
    public static void requireMatch(@Nullable String ifMatch, long current) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.of(
                    428,
                    "precondition-required",
                    "Say which version you change",
                    "Send If-Match with the ETag of the version you have read");
        }
        if (!matches(ifMatch, of(current))) {
            throw Problem.of(
                            412,
                            "precondition-failed",
                            "It has changed since you read it",
                            "Read it again, then repeat the change on the current version")
                    .withHeader("ETag", of(current));
        }
    }

    /** The version the caller claims to have read; for a write that compares by itself ({@code update … where version = $1}). */
    public static long requireVersion(@Nullable String ifMatch) {
        if (ifMatch != null && ifMatch.length() > 2 && ifMatch.startsWith("\"") && ifMatch.endsWith("\"")) {
            try {
                return Long.parseLong(ifMatch, 1, ifMatch.length() - 1, 10);
            } catch (NumberFormatException notOurs) {
                // Falls through: a tag we never gave out matches nothing.
            }
        }
        requireMatch(ifMatch, Long.MIN_VALUE);
        throw new IllegalStateException("If-Match names no single version");
    }

    private static boolean matches(String ifMatch, String current) {
        for (String tag : ifMatch.split(",", -1)) {
            String candidate = tag.strip();
            if (candidate.equals(ANY) || candidate.equals(current)) {
                return true;
            }
        }
        return false;
    }
}
