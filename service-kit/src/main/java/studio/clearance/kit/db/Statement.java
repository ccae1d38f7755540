package studio.clearance.kit.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One SQL statement with its parameters ({@code $1}, {@code $2} …), of the types that {@link Database} takes. */
public record Statement(String sql, List<@Nullable Object> parameters) {

    public static Statement of(String sql, @Nullable Object... parameters) {
        return new Statement(sql, java.util.Arrays.asList(parameters));
    }
}
