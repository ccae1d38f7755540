package studio.clearance.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** The running system, with a partner's portal and the reviewers as its callers. */
final class SystemUnderLoad implements AutoCloseable {
    private static final int PAGE = 100;
    private static final String TRIAGED = "studio.clearance.Triaged.v1";
    private static final String DELIVERED = "studio.clearance.NotificationDelivered.v1";

    private final Settings settings;
    private final Vertx vertx;
    private final HttpClient http;
    private final EventWatch watch;
    private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
    private final Map<UUID, Trip> trips = new ConcurrentHashMap<>();

    private SystemUnderLoad(Settings settings) throws InterruptedException {
        this.settings = settings;
        this.vertx = Vertx.vertx();
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(settings.connections()));
        this.watch =
                new EventWatch(settings.kafka(), List.of("clearance.triage", "clearance.notification"), this::heard);
    }

    static SystemUnderLoad connect(Settings settings) throws InterruptedException {
        return new SystemUnderLoad(settings);
    }

    CpuMeter meter() {
        return new CpuMeter(settings.processes());
    }

    Flight expectTriaged(int count) {
        Flight expected = new Flight(count);
        flight.set(expected);
        return expected;
    }

    /** Submits a use that legal alone decides. */
    Future<?> submit(int number, Flight expected) {
        long sent = System.nanoTime();
        return post(
                        settings.intake(),
                        "/api/use-cases",
                        settings.partnerToken(),
                        null,
                        Declarations.forLegal(settings.production(), number))
                .onSuccess(answer -> expected.accepted(UUID.fromString(answer.getString("id")), sent));
    }

    /** How many events the approval service has acted on: each submission becomes one case. */
    long queued() {
        String metrics = await(
                        call(HttpMethod.GET, settings.approval(), "/q/metrics", settings.reviewerToken(), null, null))
                .body
                .toString();
        return metrics.lines()
                .filter(line ->
                        line.startsWith("clearance_events_consumed_total") && line.contains("outcome=\"acted\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Waits until so many cases stand in the queue as {@link #queued()} counts them. */
    void awaitQueued(long count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (queued() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The queue was not filled within " + patience);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void heard(String type, UUID useCase, byte[] data) {
        if (type.equals(TRIAGED)) {
            Flight expecting = flight.get();
            if (expecting != null) {
                expecting.heard(useCase);
            }
        } else if (type.equals(DELIVERED)) {
            Trip trip = trips.get(useCase);
            if (trip != null
                    && new JsonObject(Buffer.buffer(data)).getString("event").equals("ApprovalGranted")) {
                trips.remove(useCase);
                trip.arrived();
            }
        }
    }

    /** The partner's portal and the reviewers at once; returns when every production has heard of its grant. */
    Trips playLifecycles(int count) throws InterruptedException {
        var played = new Lifecycles(count);
        Thread reviewers = Thread.ofPlatform().name("reviewers").start(played::review);
        ClosedLoop.run(settings.connections(), count, played::declare);
        reviewers.join();
        return played.awaitNotices();
    }

    /** One use on its way from the declaration to the notice of its grant. */
    private record Trip(long begin, Histogram whole, CountDownLatch outstanding) {
        void arrived() {
            whole.recordValue((System.nanoTime() - begin) / 1_000);
            outstanding.countDown();
        }
    }

    private final class Lifecycles {
        private final int count;
        private final Histogram list = new SynchronizedHistogram(3);
        private final Histogram claim = new SynchronizedHistogram(3);
        private final Histogram grant = new SynchronizedHistogram(3);
        private final Histogram whole = new SynchronizedHistogram(3);
        private final AtomicInteger lostClaims = new AtomicInteger();
        private final CountDownLatch outstanding;

        Lifecycles(int count) {
            this.count = count;
            this.outstanding = new CountDownLatch(count);
        }

        Future<?> declare(int number) {
            long begin = System.nanoTime();
            return post(
                            settings.intake(),
                            "/api/use-cases",
                            settings.partnerToken(),
                            null,
                            Declarations.forLegal(settings.production(), number))
                    .onSuccess(answer ->
                            trips.put(UUID.fromString(answer.getString("id")), new Trip(begin, whole, outstanding)));
        }

        void review() {
            try {
                ClosedLoop.run(settings.connections(), count, number -> decideOne());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Lists the queue, claims a case that nobody has, grants it. */
        private Future<Void> decideOne() {
            long begin = System.nanoTime();
            return get("/api/review-cases?lane=legal&assignee=nobody&limit=" + PAGE)
                    .onSuccess(page -> list.recordValue((System.nanoTime() - begin) / 1_000))
                    .compose(page -> claimOneOf(page.getJsonArray("items")));
        }

        private Future<Void> claimOneOf(JsonArray items) {
            if (items.isEmpty()) {
                return vertx.timer(5, TimeUnit.MILLISECONDS).compose(waited -> decideOne());
            }
            JsonObject chosen = items.getJsonObject(ThreadLocalRandom.current().nextInt(items.size()));
            String address = "/api/review-cases/" + chosen.getString("id");
            long begin = System.nanoTime();
            return call(HttpMethod.POST, settings.approval(), address + "/claim", settings.reviewerToken(), null, null)
                    .compose(answer -> {
                        if (answer.status == 409) {
                            lostClaims.incrementAndGet();
                            return decideOne();
                        }
                        claim.recordValue((System.nanoTime() - begin) / 1_000);
                        return grant(address, answer.must(200).getInteger("version"));
                    });
        }

        private Future<Void> grant(String address, int version) {
            long begin = System.nanoTime();
            var terms = new JsonObject()
                    .put("decision", "GRANT")
                    .put("scope", "This production, this tool, this material.")
                    .put(
                            "expiresAt",
                            Instant.now()
                                    .plus(90, ChronoUnit.DAYS)
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString());
            return post(
                            settings.approval(),
                            address + "/decisions",
                            settings.reviewerToken(),
                            version,
                            terms.toBuffer())
                    .onSuccess(decided -> grant.recordValue((System.nanoTime() - begin) / 1_000))
                    .mapEmpty();
        }

        Trips awaitNotices() throws InterruptedException {
            if (!outstanding.await(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("%,d of %,d productions have not heard of their grant within %s"
                        .formatted(outstanding.getCount(), count, settings.patience()));
            }
            return new Trips(list, claim, grant, whole, lostClaims.get());
        }
    }

    private Future<JsonObject> get(String path) {
        return call(HttpMethod.GET, settings.approval(), path, settings.reviewerToken(), null, null)
                .map(answer -> answer.must(200));
    }

    private Future<JsonObject> post(URI service, String path, String token, @Nullable Integer version, Buffer body) {
        return call(HttpMethod.POST, service, path, token, version, body).map(answer -> answer.must(201));
    }

    private Future<Answer> call(
            HttpMethod method,
            URI service,
            String path,
            String token,
            @Nullable Integer version,
            @Nullable Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(path);
        return http.request(options).compose(request -> {
            request.putHeader("Authorization", "Bearer " + token);
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

    private record Answer(String path, int status, Buffer body) {
        JsonObject must(int expected) {
            if (status != expected) {
                throw new IllegalStateException(path + " answered " + status + ": " + body);
            }
            return body.toJsonObject();
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() throws InterruptedException {
        watch.close();
        await(vertx.close());
    }
}
