package studio.clearance.kit.events;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import studio.clearance.kit.parts.Settings;

/** A relay in a JVM of its own, so that a test can kill it as the system kills processes. */
final class RelayProcess {

    private RelayProcess() {}

    static Process start(PgConnectOptions database, String bootstrapServers, String topic) throws Exception {
        Path log = Path.of("target", "relay-process.log").toAbsolutePath();
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RelayProcess.class.getName(),
                        Integer.toString(database.getPort()),
                        database.getDatabase(),
                        database.getUser(),
                        database.getPassword(),
                        bootstrapServers,
                        topic))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        var pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(Integer.parseInt(arguments[0]))
                        .setDatabase(arguments[1])
                        .setUser(arguments[2])
                        .setPassword(arguments[3])
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(2))
                .using(Vertx.vertx())
                .build();
        OutboxSettings settings = Settings.of(
                OutboxSettings.class, "clearance.outbox.topic", arguments[5], "clearance.outbox.batch", "20");
        new OutboxRelay(pool, Map.of("bootstrap.servers", arguments[4]), settings, new SimpleMeterRegistry())
                .start(null);
        Thread.currentThread().join();
    }
}
