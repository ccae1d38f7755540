package studio.clearance.local.parts;

import java.time.Duration;
import java.util.List;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka in a container, for a machine with an engine. */
public final class ContainerKafka implements Broker {
    private static final int PORT = 9092;

    private final KafkaContainer container;
    private final ContainerPower power;
    private final int port;
    private final List<String> topics;

    public ContainerKafka(List<String> topics) {
        this.topics = topics;
        this.port = Ports.free();
        this.container = new KafkaContainer("apache/kafka:4.1.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        this.power = new ContainerPower(container, port, PORT);
    }

    public ContainerKafka start() {
        container.start();
        Topics.create(bootstrapServers(), topics, Duration.ofSeconds(60));
        return this;
    }

    @Override
    public String bootstrapServers() {
        return container.getHost() + ":" + port;
    }

    @Override
    public void kill() {
        power.kill();
    }

    @Override
    public void stop() {
        power.stop();
    }

    @Override
    public void restart() {
        power.restart(() -> Ports.answers(port));
        Topics.create(bootstrapServers(), topics, Duration.ofSeconds(60));
    }
}
