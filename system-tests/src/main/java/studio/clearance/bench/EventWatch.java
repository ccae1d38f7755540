package studio.clearance.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears what the services publish from now on, as any further consumer would. */
final class EventWatch implements AutoCloseable {

    /** Called on the watch's thread; must be quick. */
    interface Listener {
        void heard(String type, UUID useCase, byte[] data);
    }

    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private final Listener listener;
    private final CountDownLatch listening = new CountDownLatch(1);

    EventWatch(String bootstrapServers, List<String> topics, Listener listener) throws InterruptedException {
        var config = new Properties();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("event-watch").daemon().start(() -> listen(topics));
        listening.await();
    }

    private void listen(List<String> topics) {
        try (consumer) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeking is lazy: this makes "now" mean now
            listening.countDown();
            while (true) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    Header type = message.headers().lastHeader("ce_type");
                    if (type != null) {
                        listener.heard(
                                new String(type.value(), StandardCharsets.UTF_8),
                                UUID.fromString(message.key()),
                                message.value());
                    }
                }
            }
        } catch (WakeupException closing) {
            // close() was called
        } finally {
            listening.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join(Duration.ofSeconds(10));
    }
}
