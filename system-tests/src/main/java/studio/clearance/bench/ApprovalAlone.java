package studio.clearance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import studio.clearance.local.parts.ChildProcess;
import studio.clearance.local.parts.LocalKafka;
import studio.clearance.local.parts.LocalPostgres;
import studio.clearance.local.parts.LocalService;
import studio.clearance.local.parts.Ports;
import studio.clearance.local.parts.Secrets;
import studio.clearance.local.parts.ServiceDatabase;
import studio.clearance.local.parts.Topics;
import studio.clearance.local.system.Memory;

/**
 * The approval service as a process of its own, on a PostgreSQL and a Kafka that nobody else uses. The database survives a
 * commit as in production, and counts and explains its statements when asked to.
 */
final class ApprovalAlone implements AutoCloseable {
    static final String DATABASE = "approval";

    private final Path directory;
    private final People people;
    private final Secrets secrets = Secrets.remembered();
    private final int port;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private LocalService service;
    private Path build;
    private int releases;

    private ApprovalAlone(Path directory, Path build, People people) {
        this.directory = directory;
        this.build = build;
        this.people = people;
        List<Integer> ports = Ports.free(4);
        this.port = ports.get(0);
        this.postgres = new LocalPostgres(
                directory.resolve("postgres"), ports.get(1), secrets.of("postgres"), LocalPostgres.Durability.MACHINE);
        this.kafka = new LocalKafka(directory.resolve("kafka"), ports.get(2), ports.get(3), Topics.names());
        postgres.start();
        postgres.provide(ServiceDatabase.of(DATABASE, secrets));
        this.service = release();
    }

    private LocalService release() {
        releases++;
        return new LocalService(
                DATABASE, directory.resolve("approval-" + releases), port, build, jvmOptions(), environment());
    }

    /** @param build the directory with {@code quarkus-run.jar} */
    static ApprovalAlone start(Path directory, Path build, People people) {
        var alone = new ApprovalAlone(directory, build, people);
        alone.measureStatements();
        alone.kafka.start();
        alone.service.start().awaitReady(Duration.ofSeconds(120));
        alone.sql("create extension if not exists pg_stat_statements");
        return alone;
    }

    private void measureStatements() {
        sql("alter system set shared_preload_libraries = 'pg_stat_statements', 'auto_explain'");
        sql("alter system set pg_stat_statements.track_utility = off");
        sql("alter system set auto_explain.log_analyze = on");
        sql("alter system set auto_explain.log_buffers = on");
        postgres.stop();
        postgres.start();
    }

    private List<String> jvmOptions() {
        var options = new ArrayList<>(Memory.OF_A_SERVICE);
        String more = System.getenv("CLEARANCE_BENCH_JVM_OPTIONS");
        if (more != null && !more.isBlank()) {
            options.addAll(List.of(more.split(" ", -1)));
        }
        return options;
    }

    private Map<String, String> environment() {
        var settings = new TreeMap<String, String>();
        ServiceDatabase.of(DATABASE, secrets)
                .settings(postgres)
                .forEach((name, value) ->
                        settings.put(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
        settings.put("QUARKUS_HTTP_HOST", "localhost");
        settings.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("QUARKUS_OIDC_PUBLIC_KEY", people.publicKey());
        // The pages take the same tokens as the API here: nobody logs in.
        settings.put("QUARKUS_OIDC_PAGES_APPLICATION_TYPE", "service");
        settings.put("QUARKUS_OIDC_PAGES_PUBLIC_KEY", people.publicKey());
        settings.put("QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", " ");
        settings.put("CLEARANCE_KEYS_DIRECTORY", directory.resolve("keys").toString());
        return settings;
    }

    int port() {
        return port;
    }

    Path build() {
        return build;
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    CpuMeter meter() {
        Map<String, Long> processes = new LinkedHashMap<>();
        processes.put("approval", servicePid());
        processes.put("postgres", pid(postgres.process()));
        processes.put("kafka", pid(kafka.process()));
        processes.put("generator", ProcessHandle.current().pid());
        return new CpuMeter(processes);
    }

    long servicePid() {
        return pid(service.process());
    }

    private static long pid(ChildProcess process) {
        return process.running().orElseThrow().pid();
    }

    /** Goes on with another build on the same data. */
    void replaceService(Path by) {
        service.stop();
        build = by;
        service = release();
        service.start().awaitReady(Duration.ofSeconds(180));
    }

    void stopService() {
        service.stop();
    }

    void restartService() {
        service.restart();
    }

    /** As superuser, whom no grant and no trigger stops that the session switches off. */
    Connection connect() throws SQLException {
        return postgres.connect(DATABASE);
    }

    void sql(String... statements) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the rows. */
    List<String> column(String query) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String query) {
        return Long.parseLong(column(query).getFirst());
    }

    /** What the server has written since the position, plans among it. */
    String logSince(long position) {
        try (var log = Files.newByteChannel(postgres.process().log())) {
            log.position(position);
            var bytes = java.nio.ByteBuffer.allocate((int) Math.min(log.size() - position, 4_000_000));
            while (bytes.hasRemaining() && log.read(bytes) >= 0) {
                // read on
            }
            return new String(bytes.array(), 0, bytes.position(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long logSize() {
        try {
            return Files.size(postgres.process().log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.stop();
        kafka.kill();
        postgres.stop();
    }
}
