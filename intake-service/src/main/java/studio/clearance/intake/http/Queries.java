package studio.clearance.intake.http;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;

/** Query parameters; absent ones stay absent, others must be right. */
public final class Queries {

    private Queries() {}

    public static <E extends Enum<E>> @Nullable E choice(String name, @Nullable String given, Class<E> of) {
        if (given == null) return null;
        for (E each : of.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(given)) return each;
        }
        String choices = Arrays.stream(of.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        throw wrong(name, "One of " + choices);
    }

    public static @Nullable UUID uuid(String name, @Nullable String given) {
        if (given == null) return null;
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException malformed) {
            throw wrong(name, "The id of a production, a UUID");
        }
    }

    public static int number(String name, @Nullable String given, int otherwise, int least, int most) {
        if (given == null) return otherwise;
        try {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException refusedBelow) {
            // Out of range and no number at all are one mistake.
        }
        throw wrong(name, "A number from " + least + " to " + most);
    }

    private static Problem wrong(String name, String detail) {
        return Problem.of(400, "invalid-query", "The query is not valid", detail + " is expected in " + name + ".")
                .with("errors", List.of(new FieldError("?" + name, detail)));
    }
}
