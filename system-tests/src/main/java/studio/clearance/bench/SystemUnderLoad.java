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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.LocalSystem;
import studio.clearance.local.system.Part;

/** The running system, with a partner's portal and the reviewers as its callers. */
final class SystemUnderLoad implements AutoCloseable {
    private static final String PORTAL = "partner-a";
    private static final List<String> REVIEWERS = List.of("legal-1", "legal-2");
    private static final String ADMIN = "admin-1";
    private static final String TRIAGED = "studio.clearance.Triaged.v1";
    private static final String DELIVERED = "studio.clearance.NotificationDelivered.v1";

    private final Load load;
    private final URI intake;
    private final URI approval;
    private final Bearers bearers;
    private final Connection cases;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final EventWatch watch;
    private final String production;
    private final Errors errors = new Errors();
    private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
    private final Map<UUID, Trip> trips = new ConcurrentHashMap<>();
    /** A reviewer takes no case up twice; that a colleague has it they learn from the claim. */
    private final Set<String> takenUp = ConcurrentHashMap.newKeySet();

    /** Registers the production that everything is declared for. */
    SystemUnderLoad(LocalSystem system, Identity identity, Load load) throws InterruptedException, SQLException {
        this.load = load;
        this.intake = at(system, Part.INTAKE);
        this.approval = at(system, Part.APPROVAL);
        this.bearers = new Bearers(List.of(PORTAL, REVIEWERS.getFirst(), REVIEWERS.getLast(), ADMIN), identity::token);
        this.cases = system.postgres().connect("approval");
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(load.connections()));
        this.watch = new EventWatch(
                system.kafka().bootstrapServers(), List.of("clearance.triage", "clearance.notification"), this::heard);
        this.production = registered();
    }

    private static URI at(LocalSystem system, Part part) {
        return URI.create("http://localhost:" + system.addresses().port(part));
    }

    private String registered() {
        await(call(
                        HttpMethod.PUT,
                        intake,
                        "/api/productions/partners/" + PORTAL,
                        ADMIN,
                        null,
                        new JsonObject()
                                .put("name", "Load & Sons")
                                .put("email", "load@example.com")
                                .put("locale", "en")
                                .toBuffer())
                .map(answer -> answer.must(201)));
        JsonObject contact = new JsonObject()
                .put("username", "contact-1")
                .put("name", "Dana Whitlock")
                .put("email", "contact-1@example.com")
                .put("locale", "en");
        return await(post(
                        intake,
                        "/api/productions",
                        ADMIN,
                        null,
                        new JsonObject()
                                .put("title", "Load")
                                .put("locale", "en")
                                .put("timeZone", "Europe/London")
                                .put("contact", contact)
                                .put("partners", new JsonArray().add(PORTAL))
                                .toBuffer()))
                .getString("id");
    }

    Errors errors() {
        return errors;
    }

    Flight expectTriaged(int count) {
        Flight expected = new Flight(count);
        flight.set(expected);
        return expected;
    }

    /** Submits a use that legal alone decides. */
    Future<?> submit(int number, Flight expected) {
        long sent = System.nanoTime();
        return declared(number)
                .onSuccess(id -> expected.accepted(id, sent))
                .onFailure(errors::note)
                .onFailure(refused -> expected.failed())
                .otherwiseEmpty();
    }

    private Future<UUID> declared(int number) {
        return post(intake, "/api/use-cases", PORTAL, null, Declarations.forLegal(production, number))
                .map(answer -> UUID.fromString(answer.getString("id")));
    }

    /** How many cases there are: each use that legal must see becomes one. */
    long queued() {
        try (var sql = cases.createStatement();
                var count = sql.executeQuery("select count(*) from review_case")) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitQueued(long count) throws InterruptedException {
        long deadline = System.nanoTime() + Load.PATIENCE.toNanos();
        while (queued() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The queue was not filled within " + Load.PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(20);
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

    /** The partner's portal and the reviewers at once; returns when every grant's first notice has been delivered. */
    Trips playLifecycles(int count) throws InterruptedException {
        var played = new Lifecycles(count);
        Thread reviewers = Thread.ofPlatform().name("reviewers").start(played::review);
        ClosedLoop.run(load.connections(), count, played::declare);
        reviewers.join();
        return played.awaitNotices();
    }

    /** Decides what lies in the queue already, so that a measurement begins with an empty one. Nobody looks for a case. */
    void clearQueue() throws InterruptedException {
        var played = new Lifecycles(0);
        List<UUID> open = openCases();
        ClosedLoop.run(load.connections(), open.size(), number -> played.decide(number, open.get(number)));
    }

    private List<UUID> openCases() {
        try (var sql = cases.createStatement();
                var open = sql.executeQuery("select id from review_case where state = 'QUEUED' order by id")) {
            var ids = new ArrayList<UUID>();
            while (open.next()) {
                ids.add(open.getObject(1, UUID.class));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
            return declared(number)
                    .onSuccess(id -> trips.put(id, new Trip(begin, whole, outstanding)))
                    .onFailure(this::failed)
                    .otherwiseEmpty();
        }

        private void failed(Throwable error) {
            errors.note(error);
            outstanding.countDown();
        }

        void review() {
            try {
                ClosedLoop.run(load.connections(), count, this::decideOne);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Lists the queue as the page does, claims a case that nobody has, grants it. */
        Future<?> decideOne(int number) {
            return listAndDecide(reviewer(number)).onFailure(this::failed).otherwiseEmpty();
        }

        Future<?> decide(int number, UUID id) {
            return claimAndGrant("/api/review-cases/" + id, reviewer(number))
                    .onFailure(this::failed)
                    .otherwiseEmpty();
        }

        private static String reviewer(int number) {
            return REVIEWERS.get(number % REVIEWERS.size());
        }

        private Future<Void> listAndDecide(String reviewer) {
            long begin = System.nanoTime();
            return get("/api/review-cases?lane=legal&assignee=nobody", reviewer)
                    .onSuccess(page -> list.recordValue((System.nanoTime() - begin) / 1_000))
                    .compose(page -> claimOneOf(page.getJsonArray("items"), reviewer));
        }

        private Future<Void> claimOneOf(JsonArray items, String reviewer) {
            if (items.isEmpty()) {
                return vertx.timer(5, TimeUnit.MILLISECONDS).compose(waited -> listAndDecide(reviewer));
            }
            JsonObject chosen = items.getJsonObject(ThreadLocalRandom.current().nextInt(items.size()));
            if (!takenUp.add(reviewer + chosen.getString("id"))) {
                return listAndDecide(reviewer);
            }
            return claimAndGrant("/api/review-cases/" + chosen.getString("id"), reviewer);
        }

        private Future<Void> claimAndGrant(String address, String reviewer) {
            long begin = System.nanoTime();
            return call(HttpMethod.POST, approval, address + "/claim", reviewer, null, null)
                    .compose(answer -> {
                        if (answer.status == 409) {
                            lostClaims.incrementAndGet();
                            return listAndDecide(reviewer);
                        }
                        claim.recordValue((System.nanoTime() - begin) / 1_000);
                        return grant(address, reviewer, answer.must(200).getInteger("version"));
                    });
        }

        private Future<Void> grant(String address, String reviewer, int version) {
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
            return post(approval, address + "/decisions", reviewer, version, terms.toBuffer())
                    .onSuccess(decided -> grant.recordValue((System.nanoTime() - begin) / 1_000))
                    .mapEmpty();
        }

        Trips awaitNotices() throws InterruptedException {
            if (!outstanding.await(Load.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("%,d of %,d productions have not heard of their grant within %s"
                        .formatted(outstanding.getCount(), count, Load.PATIENCE));
            }
            return new Trips(list, claim, grant, whole, lostClaims.get());
        }
    }

    private Future<JsonObject> get(String path, String who) {
        return call(HttpMethod.GET, approval, path, who, null, null).map(answer -> answer.must(200));
    }

    private Future<JsonObject> post(URI service, String path, String who, @Nullable Integer version, Buffer body) {
        return call(HttpMethod.POST, service, path, who, version, body).map(answer -> answer.must(201));
    }

    private Future<Answer> call(
            HttpMethod method, URI service, String path, String who, @Nullable Integer version, @Nullable Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(path);
        return http.request(options).compose(request -> {
            request.putHeader("Authorization", "Bearer " + bearers.of(who));
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
    public void close() throws InterruptedException, SQLException {
        watch.close();
        bearers.close();
        await(vertx.close());
        cases.close();
    }
}
