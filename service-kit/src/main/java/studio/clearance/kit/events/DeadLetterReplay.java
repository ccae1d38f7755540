package studio.clearance.kit.events;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts dead letters back onto the topic they came from, addressed to the one consumer that could not act on them; all others
 * pass them by. Each replayed letter is marked in the dead-letter topic, so that a second run replays only what is new. A
 * letter that fails again becomes a new letter.
 *
 * <p>From the command line: {@code DeadLetterReplay --topic clearance.intake [--consumer NAME] [--type CE_TYPE] [--id CE_ID]
 * [--subject UUID] [--since INSTANT] [--dry-run] [--again]}, with {@code KAFKA_BOOTSTRAP_SERVERS} in the environment.
 */
public final class DeadLetterReplay {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> broker;

    /** @param broker Kafka client settings, {@code bootstrap.servers} at least */
    public DeadLetterReplay(Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /**
     * Which letters to replay; null stands for any.
     *
     * @param topic the topic the messages were first on, without the suffix of the dead letters
     * @param again whether also those that were replayed before
     */
    public record Selection(
            String topic,
            @Nullable String consumer,
            @Nullable String type,
            @Nullable String id,
            @Nullable String subject,
            @Nullable Instant since,
            boolean again) {

        public static Selection all(String topic) {
            return new Selection(topic, null, null, null, null, null, false);
        }

        boolean takes(Letter letter) {
            return (consumer == null || consumer.equals(letter.consumer()))
                    && (type == null || type.equals(letter.type()))
                    && (id == null || id.equals(letter.id()))
                    && (subject == null || subject.equals(letter.subject()))
                    && (since == null || !letter.diedAt().isBefore(since));
        }
    }

    /** A dead letter, without its content. */
    public record Letter(
            int partition,
            long offset,
            String consumer,
            @Nullable String type,
            @Nullable String id,
            @Nullable String subject,
            Instant diedAt,
            String reason) {

        private static Letter of(ConsumerRecord<String, byte[]> message) {
            return new Letter(
                    message.partition(),
                    message.offset(),
                    Objects.requireNonNullElse(text(message, EventHeaders.DEAD_CONSUMER), ""),
                    text(message, EventHeaders.TYPE),
                    text(message, EventHeaders.ID),
                    text(message, EventHeaders.SUBJECT),
                    Instant.ofEpochMilli(message.timestamp()),
                    Objects.requireNonNullElse(text(message, EventHeaders.DEAD_REASON), ""));
        }

        private String mark() {
            return partition + "@" + offset;
        }
    }

    /** The letters that {@link #replay} would put back. */
    public List<Letter> list(Selection selection) {
        List<Letter> letters = new ArrayList<>();
        forEach(selection, message -> letters.add(Letter.of(message)));
        return letters;
    }

    /** Puts the selected letters back, in their order, and returns them. */
    public List<Letter> replay(Selection selection) {
        List<Letter> replayed = new ArrayList<>();
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            forEach(selection, message -> {
                Letter letter = Letter.of(message);
                send(producer, backTo(selection.topic(), message, letter));
                // After the message: a crash in between replays it once more, which the consumer's inbox notices.
                send(producer, markerOf(message, letter));
                replayed.add(letter);
            });
        }
        return replayed;
    }

    private static ProducerRecord<String, byte[]> backTo(
            String topic, ConsumerRecord<String, byte[]> message, Letter letter) {
        ProducerRecord<String, byte[]> back = new ProducerRecord<>(topic, message.key(), message.value());
        for (Header header : message.headers()) {
            if (!header.key().startsWith(EventHeaders.DEAD_PREFIX)) {
                back.headers().add(header);
            }
        }
        back.headers().add(EventHeaders.REPLAY_FOR, EventHeaders.bytes(letter.consumer()));
        return back;
    }

    private static ProducerRecord<String, byte[]> markerOf(ConsumerRecord<String, byte[]> message, Letter letter) {
        ProducerRecord<String, byte[]> marker =
                new ProducerRecord<>(message.topic(), message.partition(), message.key(), null);
        marker.headers().add(EventHeaders.REPLAYED, EventHeaders.bytes(letter.mark()));
        return marker;
    }

    private static void send(Producer<String, byte[]> producer, ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted; what was not reported is not replayed", interrupted);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("The broker refused " + message.topic(), refused.getCause());
        }
    }

    /** Two readings: the first gathers the marks, which stand behind what they mark, so that no letter is kept in memory. */
    private void forEach(Selection selection, Consumer<ConsumerRecord<String, byte[]>> action) {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        String deadLetters = selection.topic() + EventHeaders.DEAD_LETTER_SUFFIX;
        try (KafkaConsumer<String, byte[]> reader =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : reader.partitionsFor(deadLetters)) {
                partitions.add(new TopicPartition(deadLetters, partition.partition()));
            }
            reader.assign(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            Set<String> replayed = new HashSet<>();
            if (!selection.again()) {
                read(reader, ends, message -> {
                    String mark = text(message, EventHeaders.REPLAYED);
                    if (mark != null) {
                        replayed.add(mark);
                    }
                });
            }
            read(reader, ends, message -> {
                Letter letter = Letter.of(message);
                if (text(message, EventHeaders.REPLAYED) == null
                        && !replayed.contains(letter.mark())
                        && selection.takes(letter)) {
                    action.accept(message);
                }
            });
        }
    }

    private static void read(
            KafkaConsumer<String, byte[]> reader,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<String, byte[]>> action) {
        reader.seekToBeginning(ends.keySet());
        Instant deadline = Instant.now().plus(PATIENCE);
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> message : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(message.topic(), message.partition());
                if (message.offset() < ends.getOrDefault(partition, 0L)) {
                    action.accept(message);
                }
                deadline = Instant.now().plus(PATIENCE);
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("The broker does not deliver the dead letters");
            }
        }
    }

    private static @Nullable String text(ConsumerRecord<String, byte[]> message, String header) {
        return EventHeaders.text(message.headers(), header);
    }

    /** See the class. Exit code 0 when done, 2 when the arguments make no sense. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Map<String, String> options = new HashMap<>();
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--dry-run", "--again" -> options.put(word, "");
                case "--topic", "--consumer", "--type", "--id", "--subject", "--since", "--bootstrap-servers" -> {
                    if (!words.hasNext()) {
                        err.println(word + " needs a value");
                        return 2;
                    }
                    options.put(word, words.next());
                }
                default -> {
                    err.println(
                            "What is " + word + "? Known: --topic TOPIC [--consumer NAME] [--type CE_TYPE] [--id CE_ID]"
                                    + " [--subject UUID] [--since INSTANT] [--dry-run] [--again] [--bootstrap-servers HOST:PORT]");
                    return 2;
                }
            }
        }
        String topic = options.get("--topic");
        if (topic == null) {
            err.println("--topic is needed: the topic the messages were first on, for instance clearance.intake");
            return 2;
        }
        String servers = options.getOrDefault(
                "--bootstrap-servers", environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        String since = options.get("--since");
        Selection selection = new Selection(
                topic,
                options.get("--consumer"),
                options.get("--type"),
                options.get("--id"),
                options.get("--subject"),
                since == null ? null : Instant.parse(since),
                options.containsKey("--again"));
        DeadLetterReplay replay = new DeadLetterReplay(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
        boolean dryRun = options.containsKey("--dry-run");
        List<Letter> letters = dryRun ? replay.list(selection) : replay.replay(selection);
        for (Letter letter : letters) {
            out.printf(
                    "%-7s %-24s %s  %s  %s%n",
                    letter.mark(), letter.consumer(), letter.type(), letter.id(), letter.reason());
        }
        out.printf(
                "%d dead %s of %s %s%n",
                letters.size(),
                letters.size() == 1 ? "letter" : "letters",
                topic,
                dryRun ? "would be replayed" : "replayed");
        return 0;
    }
}
