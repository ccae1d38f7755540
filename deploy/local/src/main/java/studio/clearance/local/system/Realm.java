package studio.clearance.local.system;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Who can log in, read from the realm file that Keycloak imports. */
public record Realm(List<Person> people, List<String> machines) {
    public record Person(String username, String name, String email, String locale, String role) {}

    static Realm of(Path file) {
        try {
            var realm = new JsonObject(Files.readString(file));
            return new Realm(
                    objects(realm.getJsonArray("users"))
                            .filter(user -> !user.containsKey("serviceAccountClientId"))
                            .map(user -> new Person(
                                    user.getString("username"),
                                    user.getString("firstName") + " " + user.getString("lastName"),
                                    user.getString("email"),
                                    user.getJsonObject("attributes")
                                            .getJsonArray("locale")
                                            .getString(0),
                                    user.getJsonArray("realmRoles").getString(0)))
                            .toList(),
                    objects(realm.getJsonArray("clients"))
                            .filter(client -> client.getBoolean("serviceAccountsEnabled", false))
                            .map(client -> client.getString("clientId"))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
