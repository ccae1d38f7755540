package studio.clearance.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.parts.Parts;
import studio.clearance.kit.parts.Settings;

/** One process of a service that writes events, publishes and consumes: the kit's own parts on a pool of its own. */
final class Node implements AutoCloseable {

    final Parts.Replica replica;
    final MeterRegistry meters = new SimpleMeterRegistry();
    final OutboxRelay relay;
    final Outbox outbox;

    Node(Parts.TestDatabase database, String topic, String... settings) {
        this(database, topic, Parts.broker(), settings);
    }

    Node(Parts.TestDatabase database, String topic, Map<String, Object> broker, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "clearance.outbox.topic",
                topic,
                "clearance.outbox.source",
                "/trial",
                "clearance.outbox.standby",
                "100ms"));
        all.addAll(List.of(settings));
        this.replica = database.replica();
        OutboxSettings outboxSettings = Settings.of(OutboxSettings.class, all.toArray(String[]::new));
        this.relay = new OutboxRelay(replica.pool(), broker, outboxSettings, meters);
        this.outbox = new Outbox(outboxSettings, relay);
    }

    Node started() {
        relay.start(null);
        return this;
    }

    Database database() {
        return replica.database();
    }

    EventBatches batches(String consumer) {
        return new EventBatches(
                database(),
                new DeadLetters(Parts.broker()),
                Settings.of(
                        InboxSettings.class,
                        "clearance.inbox.consumer",
                        consumer,
                        "clearance.inbox.first-pause",
                        "50ms",
                        "clearance.inbox.longest-pause",
                        "200ms"),
                meters,
                OpenTelemetry.noop());
    }

    /** Writes events about one subject, in one transaction. */
    void write(UUID subject, String... words) {
        database().transaction(tx -> {
            outbox.append(tx, eventsAbout(subject, words));
            return null;
        });
    }

    static List<OutgoingEvent> eventsAbout(UUID subject, String... words) {
        List<OutgoingEvent> events = new ArrayList<>();
        for (String word : words) {
            events.add(OutgoingEvent.of("Said", 1, subject, Instant.now(), ("\"" + word + "\"").getBytes(UTF_8)));
        }
        return events;
    }

    boolean leads() {
        return meters.get("clearance.outbox.leader").gauge().value() == 1;
    }

    double published() {
        return meters.get("clearance.outbox.published").counter().count();
    }

    double depth() {
        return meters.get("clearance.outbox.depth").gauge().value();
    }

    double ageOfOldest() {
        return meters.get("clearance.outbox.oldest.age").gauge().value();
    }

    @Override
    public void close() {
        relay.stop(null);
        replica.close();
    }
}
