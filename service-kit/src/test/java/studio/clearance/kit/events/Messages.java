package studio.clearance.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Messages as a poll would bring them. */
final class Messages {

    static final String SAID = "studio.clearance.Said.v1";

    private Messages() {}

    static ConsumerRecords<String, byte[]> batch(List<ConsumerRecord<String, byte[]>> messages) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            byPartition
                    .computeIfAbsent(new TopicPartition(message.topic(), message.partition()), key -> new ArrayList<>())
                    .add(message);
        }
        return new ConsumerRecords<>(byPartition, Map.of());
    }

    static ConsumerRecord<String, byte[]> said(String topic, long offset, String word) {
        return of(topic, offset, SAID, UUID.randomUUID(), ("\"" + word + "\"").getBytes(UTF_8));
    }

    static ConsumerRecord<String, byte[]> of(String topic, long offset, String type, UUID id, byte[] data) {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(topic, 0, offset, "5f0f3d3e-58f9-4f0e-9b39-6a9b0c3f4a11", data);
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", id.toString());
        header(message, "ce_type", type);
        header(message, "ce_source", "/trial");
        header(message, "ce_subject", message.key());
        header(message, "ce_time", Instant.now().toString());
        return message;
    }

    static ConsumerRecord<String, byte[]> header(ConsumerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(UTF_8));
        return message;
    }
}
