package studio.clearance.kit.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code clearance.outbox.*} */
@ConfigMapping(prefix = "clearance.outbox")
public interface OutboxSettings {

    /** Who takes the events from the outbox to the broker. */
    enum Publisher {
        /** The relay of one replica. */
        RELAY,
        /**
         * A reader of the write-ahead log, Debezium for instance. The rows are deleted in the transaction that wrote them: the log
         * has them, and the table stays empty.
         */
        LOG
    }

    /** Who publishes. */
    @WithDefault("relay")
    Publisher publisher();

    /** The topic that this service publishes to, for instance {@code clearance.intake}. Without one nothing is relayed. */
    Optional<String> topic();

    /** {@code ce_source}: a URI reference that names this service, for instance {@code /intake-service}. */
    @WithDefault("/${quarkus.application.name:service}")
    String source();

    /**
     * {@code ce_dataschema} is this followed by the event's file name, {@code UseCaseSubmitted.v1.schema.json}; by default
     * {@code https://clearance.studio/schemas/} and the topic's last word.
     */
    Optional<String> schemas();

    /** Events published per round; also bounded by {@link #batchBytes}. */
    @WithDefault("500")
    int batch();

    /** Payload bytes held in memory per round. */
    @WithDefault("4194304")
    int batchBytes();

    /**
     * An event larger than this is refused when it is written, where the cause can still be seen, and not by the broker
     * (whose default limit is 1 MiB for a batch) when nobody can answer for it.
     */
    @WithDefault("900000")
    int maxEventBytes();

    /** How long the relay sleeps when nothing wakes it. Only events whose wake-up got lost wait for it. */
    @WithDefault("1s")
    Duration poll();

    /**
     * Under load, rounds start at least this far apart, so that they gather events instead of paying two statements for
     * each. The first event after a pause never waits.
     */
    @WithDefault("4ms")
    Duration gather();

    /** How often a replica that does not lead tries to take the lead. */
    @WithDefault("1s")
    Duration standby();

    /** How long the leader waits for the broker before it steps down, so that a replica with a better connection may try. */
    @WithDefault("30s")
    Duration patience();

    /** The server ends the leader's session, and with it the lead, when it hears nothing for so long: a frozen process. */
    @WithDefault("15s")
    Duration leaseWithoutSign();

    /** The leader vacuums the table after so many deletions, instead of leaving it to autovacuum's next minute. */
    @WithDefault("20000")
    int vacuumAfter();

    /**
     * Kafka's {@code compression.type}. The broker unpacks every batch to check it, so compression costs CPU three times; it
     * pays where the network or the disk is dear.
     */
    @WithDefault("none")
    String compression();
}
