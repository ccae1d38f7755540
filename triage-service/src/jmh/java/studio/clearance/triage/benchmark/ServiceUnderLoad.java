package studio.clearance.triage.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.local.RealStack;
import studio.clearance.triage.PolicyTexts;
import studio.clearance.kit.testing.Tokens;
import studio.clearance.triage.policy.Examples;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Vocabulary;

/**
 * The packaged service as a process of its own, on a real database and broker: how long an assessment takes over HTTP at a given rate,
 * and how long a replay of many stored declarations takes and with how much memory.
 *
 * <p>The rate is kept whatever the answers take (an open loop): each request has its moment, and its latency counts from then, so that a
 * slow answer also counts against those that had to wait behind it.
 */
public final class ServiceUnderLoad {

    private static final Path SERVICE = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path EVENT =
            Path.of("../intake-service/src/main/contracts/examples/UseCaseSubmitted.v1-machine-client.json");
    /** As the local stack gives a service. */
    private static final String HEAP = System.getProperty("bench.heap", "160m");

    private static final int WARM_UP_SECONDS = 20;
    private static final int BATCH = 1_000;
    private static final long SEED = 20_261_122;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Vocabulary vocabulary = Vocabulary.builtIn();
    private final List<Fact> facts = List.copyOf(vocabulary.facts());
    private final List<JsonNode> examples =
            Examples.all().map(useCase -> useCase.get("declaration")).toList();
    private final String base;
    private final Process service;

    private ServiceUnderLoad(String base, Process service) {
        this.base = base;
        this.service = service;
    }

    /** @param arguments requests a second, seconds, declarations; separated by commas */
    public static void main(String[] arguments) throws Exception {
        int[] wanted = Arrays.stream((arguments.length == 0 ? "200,60,100000" : arguments[0]).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        RealStack stack = new RealStack();
        Tokens tokens = new Tokens();
        stack.init(Map.of("database", "triage"));
        Map<String, String> settings = new HashMap<>(stack.start());
        settings.putAll(tokens.start());
        Process service = null;
        try {
            int port = freePort();
            service = begin(settings, port);
            var load = new ServiceUnderLoad("http://localhost:" + port, service);
            load.awaitReady();
            load.assess(wanted[0], wanted[1]);
            load.store(settings, wanted[2]);
            load.replay();
        } finally {
            if (service != null) {
                service.destroy();
                service.waitFor();
            }
            stack.stop();
            tokens.stop();
        }
    }

    private static Process begin(Map<String, String> settings, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms48m",
                "-Xmx" + HEAP,
                "-XX:MaxMetaspaceSize=144m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+UseSerialGC"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.oidc.pages.tenant-enabled=false",
                "-Dquarkus.otel.sdk.disabled=true",
                "-jar",
                SERVICE.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/service-under-load.log").toFile())
                .start();
    }

    private void assess(int rate, int seconds) throws InterruptedException {
        String partner =
                Tokens.of("service-account-partner-a").portalOf("partner-a").token();
        List<HttpRequest> requests = declarations(2_000).stream()
                .map(declaration -> HttpRequest.newBuilder(URI.create(base + "/api/assessments"))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + partner)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                Json.write(Map.of("declaration", declaration))))
                        .build())
                .toList();
        openLoop(requests, rate, WARM_UP_SECONDS);
        long[] nanos = openLoop(requests, rate, seconds);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "Assessments over HTTP at %d/s for %d s: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, most %.2f ms (%d answers)%n",
                rate,
                seconds,
                percentile(nanos, 0.5),
                percentile(nanos, 0.9),
                percentile(nanos, 0.99),
                percentile(nanos, 0.999),
                percentile(nanos, 1),
                nanos.length);
    }

    private long[] openLoop(List<HttpRequest> requests, int rate, int seconds) throws InterruptedException {
        int count = rate * seconds;
        long[] nanos = new long[count];
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(count);
        long start = System.nanoTime() + 50_000_000;
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            int place = i;
            http.sendAsync(requests.get(i % requests.size()), HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete((answer, failed) -> {
                        nanos[place] = System.nanoTime() - due;
                        if (failed != null || answer.statusCode() != 200) {
                            refused.incrementAndGet();
                        }
                        answered.countDown();
                    });
        }
        answered.await();
        if (refused.get() > 0) {
            throw new IllegalStateException(refused + " of " + count + " were not answered with 200");
        }
        return nanos;
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] / 1e6;
    }

    /** Declared, and decided by nobody: a replay then has to decide each under both policies, which is the most work it can have. */
    private void store(Map<String, String> settings, int count) throws IOException, SQLException {
        ObjectNode event = (ObjectNode) Json.tree(Files.readAllBytes(EVENT));
        try (Connection connection = DriverManager.getConnection(
                        settings.get("quarkus.flyway.jdbc-url"),
                        settings.get("quarkus.flyway.username"),
                        settings.get("quarkus.flyway.password"));
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into submission (use_case_id, revision, revision_hash, reference, partner_id, declaration, submitted, received_at)
                        values (?, 1, ?, ?, 'partner-a', ?, ?, ?)""")) {
            connection.setAutoCommit(false);
            int place = 0;
            for (ObjectNode declaration : declarations(count)) {
                UUID id = TimeOrderedIds.next();
                event.put("useCaseId", id.toString()).set("declaration", declaration);
                insert.setObject(1, id);
                insert.setString(2, "sha256:" + "0".repeat(64));
                insert.setString(3, "UC-" + place);
                insert.setBytes(4, Json.write(declaration));
                insert.setBytes(5, Json.write(event));
                insert.setTimestamp(6, Timestamp.from(Instant.now()));
                insert.addBatch();
                if (++place % BATCH == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private void replay() throws IOException, InterruptedException {
        String owner = Tokens.of("policy-1").role("policy-owner").token();
        String version = "bench";
        String source = PolicyTexts.stricter(Policy.builtInText(), version);
        send(owner, "POST", "/api/policies", Json.write(Map.of("source", source, "note", "To be measured")), 201);
        long before = status("VmRSS");
        long start = System.nanoTime();
        send(owner, "POST", "/api/policies/" + version + "/replay", new byte[0], 202);
        JsonNode replay;
        do {
            Thread.sleep(100);
            replay = Json.tree(send(owner, "GET", "/api/policies/" + version + "/replay", null, 200));
        } while (replay.path("state").asText().equals("RUNNING"));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "Replay of %d declarations: %s in %.1f s, %.0f a second, %d changed; resident %d MB before, %d MB at most; heap at most %s%n",
                replay.path("examined").asLong(),
                replay.path("state").asText(),
                seconds,
                replay.path("examined").asLong() / seconds,
                replay.path("changed").asLong(),
                before / 1024,
                status("VmHWM") / 1024,
                HEAP);
    }

    private byte[] send(String token, String method, String path, byte[] body, int expected)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
        }
        return answer.body();
    }

    /** The settled use cases, each with some answers changed at random, so that few are alike. */
    private List<ObjectNode> declarations(int count) {
        var random = new SplittableRandom(SEED);
        List<ObjectNode> declarations = new ArrayList<>(count);
        while (declarations.size() < count) {
            ObjectNode declaration = examples.get(random.nextInt(examples.size())).deepCopy();
            for (int i = random.nextInt(5); i > 0; i--) {
                change(declaration, random);
            }
            if (vocabulary.read(declaration) instanceof DeclarationReading.Understood) {
                declarations.add(declaration);
            }
        }
        return declarations;
    }

    private void change(ObjectNode declaration, SplittableRandom random) {
        Fact fact = facts.get(random.nextInt(facts.size()));
        if (fact.isSteps()) {
            return;
        }
        String value = fact.allowed().get(random.nextInt(fact.allowed().size()));
        if (fact.takesMany()) {
            declaration.putArray(fact.id()).add(value);
        } else {
            declaration.put(fact.id(), value);
        }
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(service.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(-1);
    }

    private void awaitReady() throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(120);
        while (Instant.now().isBefore(deadline) && service.isAlive()) {
            try {
                if (http.send(
                                        HttpRequest.newBuilder(URI.create(base + "/q/health/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // The port is not open yet.
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("The service did not start; see target/service-under-load.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
