package studio.clearance.local.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which path belongs to whom. The table is {@code deploy/routes.json}: every way of running the system routes by it. */
public record Routes(List<Route> routes) {
    /** @param exact whether only this very path is meant, and not what lies below it */
    public record Route(String path, boolean exact, String to) {
        boolean holds(String requested) {
            return requested.equals(path) || (!exact && requested.startsWith(path + "/"));
        }
    }

    public Routes {
        routes = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.path().length())
                        .reversed())
                .toList();
    }

    /** The table that was packed with this module. */
    public static Routes ofTheSystem() {
        try (var table = Objects.requireNonNull(Routes.class.getResourceAsStream("/routes.json"))) {
            return of(new JsonArray(new String(table.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Routes of(JsonArray table) {
        return new Routes(table.stream()
                .map(JsonObject.class::cast)
                .map(row -> new Route(row.getString("path"), row.getBoolean("exact", false), row.getString("to")))
                .toList());
    }

    /** @return to whom a request for {@code path} goes; the longest route wins */
    public Optional<String> target(String path) {
        return routes.stream().filter(route -> route.holds(path)).map(Route::to).findFirst();
    }
}
