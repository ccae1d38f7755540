package studio.clearance.local.parts;

/** A real Kafka broker. */
public interface Broker extends Restartable {
    String bootstrapServers();
}
