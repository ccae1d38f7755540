package studio.clearance.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A Kafka broker with its own controller (KRaft), run as a child process. Its data stay in the directory it is given. */
public final class LocalKafka implements Broker {
    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final List<String> topics;
    private final ChildProcess process;

    /** @param topics made before {@link #start} returns, unless they are there */
    public LocalKafka(Path directory, int port, int controllerPort, List<String> topics) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        this.topics = topics;
        this.process = new ChildProcess("kafka", directory);
    }

    @Override
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    public ChildProcess process() {
        return process;
    }

    public LocalKafka start() {
        Path data = directory.resolve("data");
        Path settings = directory.resolve("server.properties");
        try {
            Files.createDirectories(directory);
            forgetClassesOfAnEarlierBuild();
            Files.writeString(
                    settings,
                    new TreeMap<>(settings(data))
                            .entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new PartFailed("Kafka's settings could not be written: " + e.getMessage(), e);
        }
        process.start(
                RuntimeClassPath.java(
                        jvmOptions(directory),
                        KafkaNode.class.getName(),
                        List.of(settings.toString(), data.toString())),
                Map.of());
        process.await(Duration.ofSeconds(90), () -> Ports.answers(port));
        Topics.create(bootstrapServers(), topics, Duration.ofSeconds(60));
        return this;
    }

    /** The JVM would pass over such an archive at every start, and never write a new one in its place. */
    private void forgetClassesOfAnEarlierBuild() throws IOException {
        Path archive = classArchive(directory);
        if (Files.exists(archive) && RuntimeClassPath.isNewerThan(archive)) {
            Files.delete(archive);
        }
    }

    private static Path classArchive(Path directory) {
        return directory.resolve("classes.jsa");
    }

    private static List<String> jvmOptions(Path directory) {
        return List.of(
                "-Xms96m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // Classes parsed by an earlier run: halves the processor time of a start. Written when the broker is
                // stopped in order.
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + classArchive(directory),
                "-Xlog:disable",
                "-Xlog:all=error",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
    }

    private Map<String, Object> settings(Path data) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", 1),
                Map.entry("controller.quorum.voters", "1@localhost:" + controllerPort),
                Map.entry(
                        "listeners", "BROKER://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "BROKER://localhost:" + port),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", data),
                Map.entry("num.partitions", Topics.PARTITIONS),
                Map.entry("auto.create.topics.enable", false),
                Map.entry("offsets.topic.replication.factor", 1),
                Map.entry("offsets.topic.num.partitions", 4),
                Map.entry("transaction.state.log.replication.factor", 1),
                Map.entry("transaction.state.log.num.partitions", 4),
                Map.entry("transaction.state.log.min.isr", 1),
                Map.entry("share.coordinator.state.topic.replication.factor", 1),
                Map.entry("share.coordinator.state.topic.min.isr", 1),
                Map.entry("group.initial.rebalance.delay.ms", 0),
                // A killed broker is let in again when its old session has run out: keep that short.
                Map.entry("broker.session.timeout.ms", 3000),
                Map.entry("broker.heartbeat.interval.ms", 500),
                Map.entry("log.segment.bytes", 64 * 1024 * 1024));
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void stop() {
        process.stop(Duration.ofSeconds(20));
    }

    @Override
    public void restart() {
        start();
    }
}
