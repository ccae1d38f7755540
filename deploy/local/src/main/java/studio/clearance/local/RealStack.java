package studio.clearance.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.local.parts.Broker;
import studio.clearance.local.parts.ContainerKafka;
import studio.clearance.local.parts.ContainerPostgres;
import studio.clearance.local.parts.DatabaseServer;
import studio.clearance.local.parts.Directories;
import studio.clearance.local.parts.LocalKafka;
import studio.clearance.local.parts.LocalMail;
import studio.clearance.local.parts.LocalPostgres;
import studio.clearance.local.parts.Ports;
import studio.clearance.local.parts.Secrets;
import studio.clearance.local.parts.ServiceDatabase;
import studio.clearance.local.parts.Topics;

/**
 * A real PostgreSQL, a real Kafka and, if asked for, a mail server for the tests of one module, on free ports.
 *
 * <p>Arguments: {@code database} makes that database and its two roles; {@code mail=true} starts the mail server; {@code topics} names
 * further topics, separated by commas. The topics of the system are there in any case. With {@code -Dinfrastructure=containers} the
 * database and the broker run in containers instead.
 */
public final class RealStack implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Broker kafka;
    private static @Nullable DatabaseServer database;
    private static @Nullable LocalMail mail;

    private String databaseName = "clearance";
    private boolean withMail;
    private List<String> topics = Topics.names();

    /** The running broker, to be killed, stopped and restarted by a test. */
    public static Broker kafka() {
        return Objects.requireNonNull(kafka, "RealStack has not been started");
    }

    /** The running database server, to be looked into, killed, stopped and restarted by a test. */
    public static DatabaseServer database() {
        return Objects.requireNonNull(database, "RealStack has not been started");
    }

    /** What the mail server received. */
    public static LocalMail mail() {
        return Objects.requireNonNull(mail, "start RealStack with mail=true");
    }

    @Override
    public void init(Map<String, String> arguments) {
        databaseName = arguments.getOrDefault("database", databaseName);
        withMail = Boolean.parseBoolean(arguments.get("mail"));
        topics = Stream.concat(
                        topics.stream(),
                        Stream.of(arguments.getOrDefault("topics", "").split(","))
                                .map(String::strip))
                .filter(topic -> !topic.isEmpty())
                .toList();
    }

    @Override
    public Map<String, String> start() {
        Secrets secrets = Secrets.remembered();
        Path stacks = Path.of("target", "real-stack").toAbsolutePath();
        removeThoseOfEndedRuns(stacks);
        Path directory = stacks.resolve(String.valueOf(ProcessHandle.current().pid()));
        boolean containers = System.getProperty("infrastructure", "").equals("containers");
        var ports = new ArrayList<>(Ports.free(4));

        var startingKafka = CompletableFuture.supplyAsync(() -> containers
                ? new ContainerKafka(topics).start()
                : new LocalKafka(directory.resolve("kafka"), ports.get(0), ports.get(1), topics).start());
        DatabaseServer server = containers
                ? new ContainerPostgres(secrets.of("postgres")).start()
                : new LocalPostgres(
                                directory.resolve("postgres"),
                                ports.get(2),
                                secrets.of("postgres"),
                                LocalPostgres.Durability.PROCESS)
                        .start();
        database = server;
        ServiceDatabase own = ServiceDatabase.of(databaseName, secrets);
        server.provide(own);

        var settings = new HashMap<>(own.settings(server));
        if (withMail) {
            mail = new LocalMail(ports.get(3)).start();
            settings.put("quarkus.mailer.host", "localhost");
            settings.put("quarkus.mailer.port", String.valueOf(ports.get(3)));
            settings.put("quarkus.mailer.mock", "false");
        }
        Broker broker = startingKafka.join();
        kafka = broker;
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        return settings;
    }

    @Override
    public void stop() {
        if (mail != null) {
            mail.stop();
        }
        if (kafka != null) {
            kafka.kill();
        }
        if (database != null) {
            database.stop();
        }
    }

    private static void removeThoseOfEndedRuns(Path stacks) {
        if (Files.notExists(stacks)) {
            return;
        }
        try (Stream<Path> runs = Files.list(stacks)) {
            for (Path run : runs.toList()) {
                long pid = Long.parseLong(String.valueOf(run.getFileName()));
                if (ProcessHandle.of(pid).isEmpty()) {
                    Directories.delete(run);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
