package studio.clearance.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/**
 * Keyset cursors as opaque text. They are not signed: a cursor only says where to go on, and the query that reads it applies
 * the caller's own limits every time.
 */
public final class Cursors {

    private static final String VERSION = "1";
    private static final char SEPARATOR = '\u001f';
    private static final int LONGEST = 2_000;

    private Cursors() {}

    /** The cursor behind a row with these sort keys: texts, numbers, {@link java.util.UUID}s, {@link java.time.Instant}s */
    public static String encode(Object... keys) {
        StringJoiner joined = new StringJoiner(String.valueOf(SEPARATOR));
        joined.add(VERSION);
        for (Object key : keys) {
            String text = key.toString();
            if (text.indexOf(SEPARATOR) >= 0) {
                throw new IllegalArgumentException("A cursor key cannot contain U+001F");
            }
            joined.add(text);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(joined.toString().getBytes(UTF_8));
    }

    /**
     * The sort keys in a cursor.
     *
     * @throws Problem 400 when the text is no cursor of ours
     */
    public static Cursor decode(String cursor) {
        if (cursor.length() > LONGEST) {
            throw invalid();
        }
        String joined;
        try {
            joined = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid();
        }
        List<String> parts = List.of(joined.split(String.valueOf(SEPARATOR), -1));
        if (!parts.getFirst().equals(VERSION)) {
            throw invalid();
        }
        return new Cursor(parts.subList(1, parts.size()));
    }

    static Problem invalid() {
        return Problem.of(
                400,
                "invalid-cursor",
                "This cursor leads nowhere",
                "Use the cursor of the previous page as it was given, or none to begin at the start");
    }
}
