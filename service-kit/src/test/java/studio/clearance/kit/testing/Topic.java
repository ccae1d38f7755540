package studio.clearance.kit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import studio.clearance.kit.Json;
import studio.clearance.local.RealStack;

/** Reads a topic from its beginning. */
public final class Topic {

    private final String name;

    private Topic(String name) {
        this.name = name;
    }

    public static Topic named(String name) {
        return new Topic(name);
    }

    public List<JsonNode> about(UUID subject, int count, Duration patience) {
        return records(subject, count, patience).stream()
                .map(each -> Json.tree(each.value()))
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> records(UUID subject, int count, Duration patience) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Instant deadline = Instant.now().plus(patience);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.size() < count && Instant.now().isBefore(deadline)) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (message.key().equals(subject.toString())) found.add(message);
                }
            }
        }
        return found;
    }
}
