package studio.clearance.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.parts.Parts;

/** The broker is killed without a goodbye and comes back later. */
class BrokerAwayTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Parts.TestDatabase database = Parts.database();
    private final UUID subject = UUID.randomUUID();
    private final String topic = Parts.topic("clearance.trial-" + UUID.randomUUID());

    @Test
    void events_wait_in_the_outbox_and_leave_in_order_when_the_broker_is_back() throws Exception {
        try (Node node = new Node(database, topic, "clearance.outbox.patience", "3s").started()) {
            node.write(subject, "0");
            await().atMost(SOON).until(() -> node.published() == 1);

            Parts.kafka().kill();
            for (int i = 1; i <= 2_000; i++) {
                node.write(subject, Integer.toString(i));
            }
            CompletableFuture<Void> letter = CompletableFuture.runAsync(
                    () -> node.batches("trial")
                            .consume(
                                    Messages.batch(List.of(Messages.said(topic, 0, "poison"))), new Writing("nowhere")),
                    Thread::startVirtualThread);
            await().atMost(SOON).until(() -> node.ageOfOldest() > 2);
            // One lead given up for want of a broker, and taken again.
            await().atMost(SOON).until(() -> !node.leads());
            await().atMost(SOON).until(node::leads);
            assertThat(cpuMillisPerSecondOfTheRelay())
                    .as("ms of CPU a second while waiting")
                    .isLessThan(100);
            assertThat(node.published()).isEqualTo(1);
            assertThat(letter).isNotDone();

            Parts.kafka().restart();
            await().atMost(SOON).until(() -> node.published() == 2_001);
            letter.get();
        }

        List<ConsumerRecord<String, byte[]>> messages = Parts.read(topic);
        assertThat(messages.stream()
                        .map(message -> Parts.header(message, "ce_id"))
                        .distinct())
                .hasSize(2_001);
        assertThat(messages.stream()
                        .map(message -> new String(message.value(), UTF_8).replace("\"", ""))
                        .distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 2_000)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(Parts.read(topic + ".dead-letter")).hasSize(1);
        assertThat(database.number("select count(*) from outbox")).isZero();
    }

    private static long cpuMillisPerSecondOfTheRelay() {
        var threads = ManagementFactory.getThreadMXBean();
        long relay = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("outbox-relay"))
                .findAny()
                .orElseThrow()
                .threadId();
        long before = threads.getThreadCpuTime(relay);
        long started = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        return (threads.getThreadCpuTime(relay) - before) * 1_000 / (System.nanoTime() - started);
    }
}
