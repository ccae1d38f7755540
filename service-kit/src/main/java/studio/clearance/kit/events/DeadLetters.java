package studio.clearance.kit.events;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts messages that one consumer cannot act on onto {@code <topic>.dead-letter}, as they were, with the reason beside. */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 500;
    private static final int LARGEST_MESSAGE_BYTES = 16_777_216;

    private final Map<String, Object> broker;
    private @Nullable Producer<String, byte[]> producer;

    DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    /** Returns when the broker has acknowledged the dead letter; waits for the broker for as long as it takes. */
    void send(ConsumerRecord<String, byte[]> message, String consumer, Throwable reason) throws InterruptedException {
        ProducerRecord<String, byte[]> letter = letter(message, consumer, reason);
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                producer().send(letter).get();
                return;
            } catch (ExecutionException | org.apache.kafka.common.KafkaException refused) {
                LOG.warnf(
                        "The dead letter for %s-%d@%d is not accepted yet: %s",
                        message.topic(), message.partition(), message.offset(), refused.getMessage());
                Thread.sleep(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static ProducerRecord<String, byte[]> letter(
            ConsumerRecord<String, byte[]> message, String consumer, Throwable reason) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(message.topic() + EventHeaders.DEAD_LETTER_SUFFIX, message.key(), message.value());
        Headers headers = letter.headers();
        for (Header header : message.headers()) {
            if (!header.key().startsWith(EventHeaders.DEAD_PREFIX)) {
                headers.add(header);
            }
        }
        headers.add(EventHeaders.DEAD_REASON, EventHeaders.bytes(reasonOf(reason)))
                .add(
                        EventHeaders.DEAD_EXCEPTION,
                        EventHeaders.bytes(reason.getClass().getName()))
                .add(EventHeaders.DEAD_TOPIC, EventHeaders.bytes(message.topic()))
                .add(EventHeaders.DEAD_PARTITION, EventHeaders.bytes(Integer.toString(message.partition())))
                .add(EventHeaders.DEAD_OFFSET, EventHeaders.bytes(Long.toString(message.offset())))
                .add(EventHeaders.DEAD_CONSUMER, EventHeaders.bytes(consumer))
                .add(EventHeaders.DEAD_TIME, EventHeaders.bytes(Instant.now().toString()));
        return letter;
    }

    private static String reasonOf(Throwable reason) {
        String message = String.valueOf(reason.getMessage());
        return message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) : message;
    }

    /** Made at the first dead letter, which in a healthy system never comes. */
    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> config = new HashMap<>(broker);
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_MESSAGE_BYTES);
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
