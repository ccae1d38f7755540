package studio.clearance.notification.webhooks;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.Answer;
import studio.clearance.notification.domain.EndpointUrl;
import studio.clearance.notification.egress.Route;

/**
 * Posts to a checked address and nowhere else: no name is looked up here, no redirect is followed. Connections are kept open
 * between webhooks, each bound to the address it was made to.
 */
@ApplicationScoped
class WebhookClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Shorter than the servers in use keep theirs open, so that we do not send into a connection that is just being closed. */
    private static final Duration KEEP_OPEN = Duration.ofSeconds(4);
    /** Nobody reads what an endpoint answers besides its status; so much is let pass to keep the connection usable. */
    private static final int MOST_BODY_BYTES = 65_536;

    private static final String TRUST = "webhooks";

    private final Vertx vertx;
    private final HttpClient client;
    private final Clock clock;

    WebhookClient(Vertx vertx, TlsConfigurationRegistry tls, Settings settings, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setMaxPoolSize(settings.webhooks().perEndpoint())
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAliveTimeout((int) KEEP_OPEN.toSeconds())
                .setVerifyHost(true)
                .setTracingPolicy(TracingPolicy.IGNORE);
        // A truststore of one's own, for self-hosters whose partners have certificates of a private authority.
        tls.get(TRUST).ifPresent(trust -> TlsConfigUtils.configure(options, trust));
        this.client = vertx.createHttpClient(options);
    }

    /** To be called from a virtual thread; returns after {@code patience} at the latest. */
    Answer post(Route.Pinned route, MultiMap headers, byte[] body, Duration patience) throws InterruptedException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        client.request(options(route, headers)).onComplete(connected -> {
            if (connected.failed()) {
                answer.complete(silence(connected.cause()));
            } else if (answer.isDone()) {
                connected.result().reset();
            } else {
                send(connected.result(), body, answer);
            }
        });
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            Answer timeout = new Answer.Silence(Answer.Cause.TIMEOUT);
            // Whoever completes it decides; a status that came in this very moment counts.
            return answer.complete(timeout) ? timeout : answer.join();
        } catch (ExecutionException neverCompletedSo) {
            throw new IllegalStateException(neverCompletedSo);
        }
    }

    private static RequestOptions options(Route.Pinned route, MultiMap headers) {
        EndpointUrl url = route.url();
        InetSocketAddress address = route.address();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(
                        address.getPort(), address.getAddress().getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isEncrypted())
                .setURI(url.pathAndQuery())
                .setFollowRedirects(false)
                .setHeaders(headers);
    }

    private void send(HttpClientRequest request, byte[] body, CompletableFuture<Answer> answer) {
        answer.thenAccept(given -> {
            if (given instanceof Answer.Silence) {
                request.reset();
            }
        });
        request.response().onComplete(responded -> {
            if (responded.failed()) {
                answer.complete(silence(responded.cause()));
            } else {
                HttpClientResponse response = responded.result();
                drain(request, response);
                answer.complete(new Answer.Status(response.statusCode(), retryAfter(response)));
            }
        });
        request.end(Buffer.buffer(body));
    }

    /** Lets a short body pass and gives up the connection for the sake of a long or a slow one. */
    private void drain(HttpClientRequest request, HttpClientResponse response) {
        AtomicInteger bytes = new AtomicInteger();
        long slow = vertx.setTimer(KEEP_OPEN.toMillis(), timer -> request.reset());
        response.exceptionHandler(broken -> vertx.cancelTimer(slow));
        response.endHandler(end -> vertx.cancelTimer(slow));
        response.handler(chunk -> {
            if (bytes.addAndGet(chunk.length()) > MOST_BODY_BYTES) {
                request.reset();
            }
        });
    }

    private @Nullable Duration retryAfter(HttpClientResponse response) {
        String value = response.getHeader(HttpHeaders.RETRY_AFTER);
        return value == null ? null : retryAfter(value.strip(), clock.instant());
    }

    /** RFC 9110, section 10.2.3: seconds, or a date. What is neither is ignored. */
    static @Nullable Duration retryAfter(String value, Instant now) {
        try {
            if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            Duration until = Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException | NumberFormatException neither) {
            return null;
        }
    }

    private static Answer silence(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof SSLException) {
                return new Answer.Silence(Answer.Cause.TLS_FAILED);
            }
            cause = cause.getCause();
        }
        return new Answer.Silence(Answer.Cause.CONNECTION_FAILED);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
