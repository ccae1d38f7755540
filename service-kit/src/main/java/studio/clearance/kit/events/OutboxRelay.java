package studio.clearance.kit.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Starts the relay of this replica with the application and stops it before the pool goes. */
@ApplicationScoped
public class OutboxRelay {

    private static final int BEFORE_THE_POOL_CLOSES = 100;
    private static final int WIRE_BATCH_BYTES = 131_072;
    private static final int SEND_BLOCKS_AT_MOST_MILLIS = 5_000;
    private static final int MARGIN_BYTES = 100_000;
    /** Longer than the relay's patience, so that it closes the producer before a record expires between its neighbours. */
    private static final int PATIENCE_FACTOR = 4;

    private final @Nullable Relay relay;

    public OutboxRelay(
            Pool pool,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            OutboxSettings settings,
            MeterRegistry meters) {
        this.relay = settings.topic().isPresent() && settings.publisher() == OutboxSettings.Publisher.RELAY
                ? new Relay(pool, () -> producer(broker, settings), settings, meters)
                : null;
    }

    void start(@Observes StartupEvent started) {
        if (relay != null) {
            relay.start();
        }
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL_CLOSES) ShutdownEvent stopping) {
        if (relay != null) {
            relay.close();
        }
    }

    /** To be called after a commit that wrote events; {@link Outbox} does so. Cheap, and harmless when in vain. */
    public void wake() {
        if (relay != null) {
            relay.wake();
        }
    }

    /**
     * One request in flight: a broker that has no state of this producer takes whatever sequence number comes first, so with
     * several in flight the second may be appended while the first is being retried (a leader that has just changed). A
     * request carries a batch for every partition, so little is lost by it.
     */
    static Producer<String, byte[]> producer(Map<String, Object> broker, OutboxSettings settings) {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.putAll(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                settings.topic().orElse("clearance") + "-relay",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                WIRE_BATCH_BYTES,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                settings.compression(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                SEND_BLOCKS_AT_MOST_MILLIS,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.max(settings.maxEventBytes() + MARGIN_BYTES, 1_048_576),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.max((int) settings.patience().toMillis() * PATIENCE_FACTOR, 120_000)));
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
