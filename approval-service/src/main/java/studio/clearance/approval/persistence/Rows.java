package studio.clearance.approval.persistence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Turns rows into the columns that {@code unnest} takes. */
final class Rows {

    /** Separates the elements of an array inside an array: {@code unnest} would flatten nested ones. */
    private static final String SEPARATOR = "\u001f";

    private Rows() {}

    static <T> UUID[] uuids(List<T> rows, Function<T, @Nullable UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /** To be read with {@code string_to_array(column, chr(31))}. */
    static <T> String[] lists(List<T> rows, Function<T, List<String>> column) {
        return rows.stream()
                .map(row -> String.join(SEPARATOR, column.apply(row)))
                .toArray(String[]::new);
    }

    static <T> Integer[] ints(List<T> rows, ToIntFunction<T> column) {
        return rows.stream().map(column::applyAsInt).toArray(Integer[]::new);
    }

    static <T> Boolean[] booleans(List<T> rows, Function<T, Boolean> column) {
        return rows.stream().map(column).toArray(Boolean[]::new);
    }

    static <T> Instant[] times(List<T> rows, Function<T, @Nullable Instant> column) {
        return rows.stream().map(column).toArray(Instant[]::new);
    }

    static <T> byte[][] bytes(List<T> rows, Function<T, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
