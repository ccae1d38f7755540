package studio.clearance.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what was published, from the beginning. */
final class Topics {
    private static final List<String> ALL =
            List.of("clearance.intake", "clearance.triage", "clearance.approval", "clearance.notification");

    private Topics() {}

    /** Everything that was published about the use case: by topic, in order. */
    static Map<String, List<ConsumerRecord<String, byte[]>>> about(String bootstrapServers, String useCase) {
        Map<String, List<ConsumerRecord<String, byte[]>>> found = new TreeMap<>();
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = ALL.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    if (useCase.equals(message.key())) {
                        found.computeIfAbsent(message.topic(), topic -> new ArrayList<>())
                                .add(message);
                    }
                }
            }
        }
        return found;
    }

    /** The trace ids of what was published about the use case, by topic. */
    static Map<String, List<String>> tracesOf(String bootstrapServers, String useCase) {
        Map<String, List<String>> traces = new TreeMap<>();
        about(bootstrapServers, useCase)
                .forEach((topic, messages) -> traces.put(
                        topic,
                        messages.stream()
                                .map(message -> header(message, "traceparent").split("-", -1)[1])
                                .toList()));
        return traces;
    }

    static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
