package studio.clearance.intake.http;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Cursors;

/**
 * Which page is asked for of a list that has the newest ids first. The cursor is the last id seen, so rows that come in
 * meanwhile shift nothing.
 *
 * @param after the last id of the page before
 */
public record PageOf(@Nullable UUID after, int size) {

    private static final int USUAL = 50;
    private static final int LARGEST = 200;

    public static PageOf of(@Nullable String cursor, @Nullable String limit) {
        return new PageOf(
                cursor == null ? null : Cursors.decode(cursor).uuid(0),
                Queries.number("limit", limit, USUAL, 1, LARGEST));
    }

    /** One more than is shown tells whether another page follows. */
    public int toFetch() {
        return size + 1;
    }

    public <T> Page<T> of(List<T> found, Function<T, UUID> id) {
        if (found.size() <= size) return new Page<>(found, null);
        List<T> shown = found.subList(0, size);
        return new Page<>(shown, Cursors.encode(id.apply(shown.getLast())));
    }
}
