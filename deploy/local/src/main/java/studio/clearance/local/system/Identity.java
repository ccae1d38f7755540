package studio.clearance.local.system;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import studio.clearance.local.parts.PartFailed;
import studio.clearance.local.parts.Secrets;

/** Gets tokens for the people and machines of the realm, as a portal or a login would. */
public final class Identity {
    private final Realm realm;
    private final Secrets secrets;
    private final URI tokenEndpoint;

    public Identity(Installation installation, Addresses addresses) {
        this.realm = Realm.of(installation.realm());
        this.secrets = installation.secrets();
        this.tokenEndpoint = URI.create("http://localhost:%d/auth/realms/clearance/protocol/openid-connect/token"
                .formatted(addresses.port(Part.KEYCLOAK)));
    }

    public Realm realm() {
        return realm;
    }

    /** The one password of all people of the realm. */
    public String password() {
        return secrets.phrase("people");
    }

    /**
     * @return an access token
     * @throws IllegalArgumentException when nobody has that name
     */
    public String token(String name) {
        var form = new TreeMap<String, String>();
        if (realm.machines().contains(name)) {
            form.put("grant_type", "client_credentials");
            form.put("client_id", name);
            form.put("client_secret", secrets.of("client-" + name));
        } else if (realm.people().stream().anyMatch(person -> person.username().equals(name))) {
            form.put("grant_type", "password");
            form.put("client_id", "clearance-cli");
            form.put("username", name);
            form.put("password", password());
            form.put("scope", "openid");
        } else {
            throw new IllegalArgumentException("Nobody is called '%s'. There are: %s, %s"
                    .formatted(
                            name,
                            String.join(", ", realm.machines()),
                            realm.people().stream().map(Realm.Person::username).collect(Collectors.joining(", "))));
        }
        return request(form);
    }

    private String request(Map<String, String> form) {
        String encoded = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(tokenEndpoint)
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new PartFailed(
                        "Keycloak gave no token (%d): %s".formatted(response.statusCode(), response.body()));
            }
            return new JsonObject(response.body()).getString("access_token");
        } catch (IOException e) {
            throw new PartFailed(
                    "Keycloak is not answering at %s. ./clearance up starts it.".formatted(tokenEndpoint), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while waiting for a token", e);
        }
    }
}
