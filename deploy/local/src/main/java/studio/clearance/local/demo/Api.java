package studio.clearance.local.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import studio.clearance.local.parts.PartFailed;
import studio.clearance.local.system.Identity;

/** The public HTTP API through the gateway, as one of the people or machines of the realm. */
final class Api implements AutoCloseable {
    /** @param body empty when there was none */
    record Answer(int status, Map<String, String> headers, String body) {
        JsonObject object() {
            return new JsonObject(body);
        }

        JsonArray items() {
            return object().getJsonArray("items");
        }

        /** @throws PartFailed with what the service said, unless it did what it was asked */
        Answer expect(String deed) {
            if (status >= 300) {
                throw new PartFailed("%s was answered with %d: %s".formatted(deed, status, body));
            }
            return this;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final Identity identity;
    private final Map<String, String> tokens = new TreeMap<>();

    Api(String url, Identity identity) {
        this.url = url;
        this.identity = identity;
    }

    Answer get(String who, String path) {
        return send(request(who, path).GET());
    }

    /** With a key of its own: each call is a new deed. */
    Answer post(String who, String path, JsonObject body, Map<String, String> headers) {
        HttpRequest.Builder request = request(who, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        headers.forEach(request::header);
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    Answer put(String who, String path, JsonObject body) {
        return send(request(who, path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    /** Without saying who one is. */
    Answer getAnonymously(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "application/json"));
    }

    Answer putAnonymously(String path, String text) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).PUT(HttpRequest.BodyPublishers.ofString(text)));
    }

    private HttpRequest.Builder request(String who, String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(who, identity::token));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new PartFailed("%s is not answering. ./clearance up starts it.".formatted(url), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while waiting for an answer", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
