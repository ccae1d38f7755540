package studio.clearance.local.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The partners, productions and declarations that the demonstration plays with. */
record World(List<Partner> partners, List<Production> productions, List<UseCase> useCases) {
    record Partner(String id, JsonObject form) {}

    /** @param contact who of the realm is its studio contact */
    record Production(String title, String locale, String timeZone, String contact, List<String> partners) {}

    /** @param grant the terms on which a reviewer grants it in the demonstration */
    record UseCase(
            String partner,
            String production,
            String title,
            String narrative,
            JsonObject declaration,
            Optional<JsonObject> grant) {
        JsonObject form(String productionId) {
            return new JsonObject()
                    .put("productionId", productionId)
                    .put("title", title)
                    .put("narrative", narrative)
                    .put("declaration", declaration);
        }
    }

    static World load() {
        try (var file = Objects.requireNonNull(World.class.getResourceAsStream("world.json"))) {
            var world = new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return new World(
                    objects(world.getJsonArray("partners"))
                            .map(row -> new Partner(row.getString("id"), without(row, "id")))
                            .toList(),
                    objects(world.getJsonArray("productions"))
                            .map(row -> new Production(
                                    row.getString("title"),
                                    row.getString("locale"),
                                    row.getString("timeZone"),
                                    row.getString("contact"),
                                    row.getJsonArray("partners").stream()
                                            .map(String.class::cast)
                                            .toList()))
                            .toList(),
                    objects(world.getJsonArray("useCases"))
                            .map(row -> new UseCase(
                                    row.getString("partner"),
                                    row.getString("production"),
                                    row.getString("title"),
                                    row.getString("narrative"),
                                    row.getJsonObject("declaration"),
                                    Optional.ofNullable(row.getJsonObject("grant"))))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static JsonObject without(JsonObject row, String name) {
        JsonObject rest = row.copy();
        rest.remove(name);
        return rest;
    }
}
