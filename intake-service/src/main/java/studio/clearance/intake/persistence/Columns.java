package studio.clearance.intake.persistence;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns rows into the columns that {@code unnest} takes. */
final class Columns {

    private Columns() {}

    @SuppressWarnings("NullAway") // an array of a type variable cannot say that its elements may be null
    static <R, T> Object column(List<R> rows, IntFunction<T[]> array, Function<R, @Nullable T> part) {
        T[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) column[i] = part.apply(rows.get(i));
        return column;
    }
}
