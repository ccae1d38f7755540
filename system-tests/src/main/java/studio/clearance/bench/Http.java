package studio.clearance.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls one service as its callers do, over connections that stay open. */
final class Http implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;

    Http(int port, int connections) {
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    record Answer(String path, int status, Buffer body) {
        Answer must(int expected) {
            if (status != expected) {
                throw new IllegalStateException(path + " answered " + status + ": " + body);
            }
            return this;
        }

        JsonObject json() {
            return body.toJsonObject();
        }
    }

    Future<Answer> get(String path, String token) {
        return call(HttpMethod.GET, path, token, null, null);
    }

    Future<Answer> post(String path, String token, @Nullable Integer version, @Nullable Buffer body) {
        return call(HttpMethod.POST, path, token, version, body);
    }

    private Future<Answer> call(
            HttpMethod method, String path, String token, @Nullable Integer version, @Nullable Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost("localhost")
                .setPort(port)
                .setURI(path);
        return client.request(options).compose(request -> {
            request.putHeader("Authorization", "Bearer " + token);
            request.putHeader("Accept", "*/*");
            if (method == HttpMethod.POST) {
                request.putHeader("Idempotency-Key", UUID.randomUUID().toString());
            }
            if (version != null) {
                request.putHeader("If-Match", "\"" + version + "\"");
            }
            if (body != null) {
                request.putHeader("Content-Type", "application/json");
            }
            return (body == null ? request.send() : request.send(body))
                    .compose(response -> response.body().map(bytes -> new Answer(path, response.statusCode(), bytes)));
        });
    }

    Future<Void> after(int millis) {
        return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
    }
}
