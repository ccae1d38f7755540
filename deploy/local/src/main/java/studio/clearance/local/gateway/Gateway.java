package studio.clearance.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import studio.clearance.local.parts.PartFailed;

/** The one address in front: routes by {@link Routes}, streams both ways, and says so kindly when the service behind is away. */
public final class Gateway {
    private static final List<String> FORWARDED = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix");

    private static final Pattern CLIMBING = Pattern.compile("(^|/)(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
    private final Routes routes;
    private final String listen;
    private final int port;
    private final URI publicUrl;
    private final Map<String, HttpProxy> proxies = new TreeMap<>();
    private final Inbox inbox;

    /**
     * @param listen the address to listen on; {@code localhost} keeps the system to this machine
     * @param publicUrl as people and machines outside write it; they may come to another port than the one listened on
     * @param targets where each target of the routes is
     */
    public Gateway(Routes routes, String listen, int port, URI publicUrl, Map<String, URI> targets, Inbox inbox) {
        this.routes = routes;
        this.listen = listen;
        this.port = port;
        this.publicUrl = publicUrl;
        this.inbox = inbox;
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(2_000)
                        .setKeepAliveTimeout(30)
                        .setMaxPoolSize(256),
                new PoolOptions().setHttp1MaxSize(256));
        targets.forEach((name, place) -> proxies.put(
                name,
                HttpProxy.reverseProxy(client)
                        .origin(place.getPort(), place.getHost())
                        .addInterceptor(new Passage(name))));
    }

    public Gateway start() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(listen)
                .setPort(port)
                // Browsers speak HTTP/2 over TLS only, and without it a body need not tell its length.
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(120));
        server.requestHandler(this::route);
        await(server.listen(), "The gateway could not listen on port " + port);
        return this;
    }

    public void stop() {
        await(vertx.close(), "The gateway could not be closed");
    }

    private static void await(Future<?> future, String problem) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailed(problem + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(problem, e);
        }
    }

    private String publicPort() {
        if (publicUrl.getPort() >= 0) {
            return String.valueOf(publicUrl.getPort());
        }
        return publicUrl.getScheme().equals("https") ? "443" : "80";
    }

    private void route(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        if (CLIMBING.matcher(path).find()) {
            // A service would resolve it to another path than the one that was routed.
            answer(request, 400, "invalid-path", "This path climbs", "A path must not hold '..' as a step");
            return;
        }
        if (path.equals("/inbox") || path.startsWith("/inbox/")) {
            inbox.handle(request, path);
            return;
        }
        routes.target(path)
                .map(proxies::get)
                .ifPresentOrElse(
                        proxy -> proxy.handle(request),
                        () -> answer(
                                request,
                                404,
                                "not-found",
                                "Nothing is here",
                                "No part of Clearance answers at " + path));
    }

    private static void answer(HttpServerRequest request, int status, String type, String title, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem(status, type, title, detail));
    }

    private static Buffer problem(int status, String type, String title, String detail) {
        return new JsonObject()
                .put("type", "https://clearance.studio/problems/" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer();
    }

    /** What happens to each request on its way to one target. */
    private final class Passage implements ProxyInterceptor {
        private final String target;

        Passage(String target) {
            this.target = target;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HttpServerRequest request = context.request().proxiedRequest();
            MultiMap headers = context.request().headers();
            // What a caller claims about the way it came is not believed: it is set here, and only here.
            FORWARDED.forEach(headers::remove);
            headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
            headers.set("X-Forwarded-Host", publicUrl.getAuthority());
            headers.set("X-Forwarded-Port", publicPort());
            headers.set("X-Forwarded-Proto", publicUrl.getScheme());
            return context.sendRequest().recover(cause -> {
                ProxyResponse response = context.request().release().response();
                response.setStatusCode(502);
                response.putHeader(HttpHeaders.RETRY_AFTER, "2");
                if (wantsPage(request)) {
                    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8");
                    response.setBody(Body.body(Buffer.buffer(Away.page(target))));
                } else {
                    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
                    response.setBody(Body.body(problem(
                            502,
                            "service-away",
                            "A part of Clearance is away",
                            "The " + target + " part is not answering. It may be starting; try again in a moment.")));
                }
                return Future.succeededFuture(response);
            });
        }

        private static boolean wantsPage(HttpServerRequest request) {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            return accept != null && accept.contains("text/html");
        }
    }
}
