package studio.clearance.kit.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import studio.clearance.kit.db.Database;
import studio.clearance.local.parts.DatabaseServer;
import studio.clearance.local.parts.LocalKafka;
import studio.clearance.local.parts.LocalPostgres;
import studio.clearance.local.parts.Ports;
import studio.clearance.local.parts.Secrets;
import studio.clearance.local.parts.ServiceDatabase;

/**
 * One real PostgreSQL and one real Kafka for all tests of this JVM, whichever class loader they run in. They end with the
 * JVM.
 */
public final class Parts {

    private static final Path DIRECTORY = Path.of(
                    "target", "parts", Long.toString(ProcessHandle.current().pid()))
            .toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final Secrets SECRETS = Secrets.keptIn(DIRECTORY.resolve("secrets"));

    private static final CompletableFuture<LocalPostgres> POSTGRES = inBackground("postgres", 1, (first, ports) -> {
        LocalPostgres server = new LocalPostgres(
                DIRECTORY.resolve("postgres"),
                ports.getFirst(),
                SECRETS.of("postgres"),
                LocalPostgres.Durability.PROCESS);
        if (first) {
            server.start();
        }
        await().atMost(PATIENCE).until(() -> answers(server));
        return server;
    });
    private static final CompletableFuture<LocalKafka> KAFKA = inBackground("kafka", 2, (first, ports) -> {
        LocalKafka broker = new LocalKafka(DIRECTORY.resolve("kafka"), ports.get(0), ports.get(1), List.of());
        if (first) {
            broker.start();
        }
        return broker;
    });

    private static Admin admin;
    private static KafkaConsumer<String, byte[]> reader;

    private Parts() {}

    /** The first to come starts the part and notes its ports where every class loader finds them. */
    private static <T> CompletableFuture<T> inBackground(
            String part, int count, BiFunction<Boolean, List<Integer>, T> start) {
        boolean first;
        List<Integer> ports;
        synchronized (System.getProperties()) {
            String noted = System.getProperty("parts." + part);
            first = noted == null;
            ports = first
                    ? Ports.free(count)
                    : Stream.of(noted.split(",", -1)).map(Integer::valueOf).toList();
            System.setProperty(
                    "parts." + part, ports.stream().map(String::valueOf).collect(joining(",")));
        }
        CompletableFuture<T> started = new CompletableFuture<>();
        // Not on the common pool: its threads do not see the classes that their starter sees.
        Thread.ofPlatform().daemon().start(() -> {
            try {
                started.complete(start.apply(first, ports));
            } catch (RuntimeException failed) {
                started.completeExceptionally(failed);
            }
        });
        return started;
    }

    public static LocalPostgres postgres() {
        return POSTGRES.join();
    }

    public static LocalKafka kafka() {
        return KAFKA.join();
    }

    /** Whether the database server takes connections. */
    public static boolean databaseAnswers() {
        return answers(postgres());
    }

    private static boolean answers(LocalPostgres server) {
        try (Connection connection = server.connect(DatabaseServer.SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException gone) {
            return false;
        }
    }

    public static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", kafka().bootstrapServers());
    }

    /** Makes the topic and its dead letters. */
    public static String topic(String name) {
        try {
            admin().createTopics(List.of(
                            new NewTopic(name, PARTITIONS, (short) 1),
                            new NewTopic(name + ".dead-letter", 1, (short) 1)))
                    .all()
                    .get();
            return name;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public static synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(broker());
        }
        return admin;
    }

    /** Everything on the topic from its beginning to its present end, in the order of each partition. */
    public static synchronized List<ConsumerRecord<String, byte[]>> read(String topic) {
        if (reader == null) {
            reader = new KafkaConsumer<>(broker(), new StringDeserializer(), new ByteArrayDeserializer());
        }
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : reader.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            reader.poll(Duration.ofMillis(200)).forEach(all::add);
        }
        return all;
    }

    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    /** A fresh database with the kit's tables, and the two roles of a service. */
    public static TestDatabase database() {
        String name = "kit_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        ServiceDatabase database = ServiceDatabase.of(name, SECRETS);
        postgres().provide(database);
        migrate(postgres(), database);
        return new TestDatabase(database);
    }

    /** What Flyway does in a service. */
    private static void migrate(DatabaseServer server, ServiceDatabase database) {
        try (Connection owner = server.connect(
                database.name(), database.owner().name(), database.owner().password())) {
            for (String script : List.of("V0_1__outbox_and_inbox.sql", "V0_2__idempotency_keys.sql")) {
                owner.createStatement()
                        .execute(resource("db/kit/" + script)
                                .replace("${service_role}", database.service().name()));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Parts.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One database; each {@link Replica} stands for a process of the service. */
    public static final class TestDatabase {

        private final ServiceDatabase database;

        TestDatabase(ServiceDatabase database) {
            this.database = database;
        }

        public Replica replica() {
            return new Replica(this);
        }

        /** What a service is told. */
        public Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>(database.settings(postgres()));
            settings.put("kafka.bootstrap.servers", kafka().bootstrapServers());
            return settings;
        }

        public String name() {
            return database.name();
        }

        public String role() {
            return database.service().name();
        }

        public PgConnectOptions options() {
            return PgConnectOptions.fromUri(postgres().reactiveUrl(database.name()))
                    .setUser(database.service().name())
                    .setPassword(database.service().password())
                    .setCachePreparedStatements(true)
                    .setReconnectAttempts(0);
        }

        /** Runs as superuser, beside the service. */
        public void execute(String sql) {
            try (Connection connection = postgres().connect(database.name())) {
                connection.createStatement().execute(sql);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        public long number(String sql) {
            try (Connection connection = postgres().connect(database.name());
                    ResultSet result = connection.createStatement().executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        /** A connection as the service, for what a test does by hand. */
        public Connection connect() throws SQLException {
            return postgres()
                    .connect(
                            database.name(),
                            database.service().name(),
                            database.service().password());
        }
    }

    /** The pool of one process. */
    public static final class Replica implements AutoCloseable {

        private final Vertx vertx = Vertx.vertx();
        private final Pool pool;
        private final Database database;

        Replica(TestDatabase of) {
            this.pool = PgBuilder.pool()
                    .connectingTo(of.options())
                    .with(new PoolOptions().setMaxSize(8))
                    .using(vertx)
                    .build();
            this.database = new Database(pool);
        }

        public Pool pool() {
            return pool;
        }

        public Database database() {
            return database;
        }

        /** Cuts the connections, as the end of the process would. */
        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
