package studio.clearance.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.pgclient.PgException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.parts.Parts;

class EventBatchesTest {

    private final Parts.TestDatabase database = Parts.database();
    private String topic;
    private Node node;
    private EventBatches batches;

    @BeforeEach
    void start() {
        topic = Parts.topic("clearance.trial-" + UUID.randomUUID());
        database.execute("create table acted (n int generated always as identity, word text); grant all on acted to "
                + database.role());
        node = new Node(database, topic);
        batches = node.batches("trial");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_batch_delivered_twice_acts_once() {
        ConsumerRecords<String, byte[]> batch = said("one", "two", "three");

        batches.consume(batch, new Writing("acted"));
        batches.consume(batch, new Writing("acted"));

        assertThat(acted()).containsExactly("one", "two", "three");
        assertThat(consumed("duplicate")).isEqualTo(3);
    }

    @Test
    void an_event_twice_in_one_batch_acts_once_and_in_its_first_place() {
        ConsumerRecord<String, byte[]> one = Messages.said(topic, 0, "one");
        ConsumerRecord<String, byte[]> two = Messages.said(topic, 1, "two");

        batches.consume(Messages.batch(List.of(one, two, one)), new Writing("acted"));

        assertThat(acted()).containsExactly("one", "two");
    }

    @Test
    void two_replicas_given_the_same_batch_act_once() throws Exception {
        ConsumerRecords<String, byte[]> batch = said(words(200));
        try (Node other = new Node(database, topic);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            EventBatches othersBatches = other.batches("trial");
            var here = threads.submit(() -> batches.consume(batch, new Writing("acted")));
            var there = threads.submit(() -> othersBatches.consume(batch, new Writing("acted")));
            here.get();
            there.get();
        }

        assertThat(acted()).containsExactly(words(200));
    }

    @Test
    void two_handlers_of_one_service_each_act() {
        database.execute("create table heard (word text); grant all on heard to " + database.role());
        ConsumerRecords<String, byte[]> batch = said("one");

        batches.consume(batch, new Writing("acted"));
        batches.consume(batch, new Writing("heard") {
            @Override
            public String name() {
                return "listening";
            }
        });

        assertThat(database.number("select count(*) from acted")).isEqualTo(1);
        assertThat(database.number("select count(*) from heard")).isEqualTo(1);
    }

    @Test
    void a_poison_message_costs_only_itself() {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(Messages.said(topic, i, i == 37 ? "poison" : "word" + i));
        }

        batches.consume(Messages.batch(messages), new Writing("acted"));

        assertThat(acted())
                .hasSize(99)
                .doesNotContain("poison")
                .startsWith("word0", "word1")
                .endsWith("word99");
        ConsumerRecord<String, byte[]> letter = letters().getFirst();
        assertThat(letters()).hasSize(1);
        assertThat(letter.value()).isEqualTo("\"poison\"".getBytes(UTF_8));
        assertThat(Parts.header(letter, "ce_id")).isEqualTo(Parts.header(messages.get(37), "ce_id"));
        assertThat(Parts.header(letter, "dlt_reason")).isEqualTo("poison cannot be written");
        assertThat(Parts.header(letter, "dlt_exception")).isEqualTo("java.lang.IllegalStateException");
        assertThat(Parts.header(letter, "dlt_topic")).isEqualTo(topic);
        assertThat(Parts.header(letter, "dlt_partition")).isEqualTo("0");
        assertThat(Parts.header(letter, "dlt_offset")).isEqualTo("37");
        assertThat(Parts.header(letter, "dlt_consumer")).isEqualTo("trial");
    }

    @Test
    void a_message_that_is_no_event_goes_to_the_dead_letters() {
        ConsumerRecord<String, byte[]> bare = new ConsumerRecord<>(topic, 0, 0, "key", "{}".getBytes(UTF_8));
        ConsumerRecord<String, byte[]> badId = new ConsumerRecord<>(topic, 0, 1, "key", "{}".getBytes(UTF_8));
        Messages.header(Messages.header(badId, "ce_type", Messages.SAID), "ce_id", "7");
        ConsumerRecord<String, byte[]> noData = Messages.of(topic, 2, Messages.SAID, UUID.randomUUID(), null);
        ConsumerRecord<String, byte[]> notItsForm =
                Messages.of(topic, 3, Messages.SAID, UUID.randomUUID(), "{".getBytes(UTF_8));

        batches.consume(
                Messages.batch(List.of(bare, badId, noData, notItsForm, Messages.said(topic, 4, "good"))),
                new Writing("acted"));

        assertThat(acted()).containsExactly("good");
        assertThat(letters().stream().map(letter -> Parts.header(letter, "dlt_reason")))
                .hasSize(4)
                .anyMatch(reason -> reason.equals("The header ce_type is missing"))
                .anyMatch(reason -> reason.equals("The header ce_id is no UUID"))
                .anyMatch(reason -> reason.equals("The message has no data"))
                .anyMatch(reason -> reason.startsWith("The data of studio.clearance.Said.v1"));
    }

    @Test
    void a_type_that_nobody_here_knows_is_counted_and_passed_by() {
        ConsumerRecord<String, byte[]> unknown =
                Messages.of(topic, 0, "studio.clearance.Sung.v1", UUID.randomUUID(), "{}".getBytes(UTF_8));

        batches.consume(Messages.batch(List.of(unknown)), new Writing("acted"));

        assertThat(node.meters
                        .get("clearance.events.passed")
                        .tag("type", "studio.clearance.Sung.v1")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(database.number("select count(*) from inbox")).isZero();
        assertThat(letters()).isEmpty();
    }

    @Test
    void a_lost_race_is_run_again_and_never_a_dead_letter() {
        AtomicInteger tries = new AtomicInteger();

        batches.consume(said("one", "two"), new Writing("acted") {
            @Override
            public void handle(Transaction tx, List<ReceivedEvent> events) {
                if (tries.incrementAndGet() <= 2) {
                    throw new PgException("could not serialize access", "ERROR", "40001", null);
                }
                super.handle(tx, events);
            }
        });

        assertThat(tries).hasValue(3);
        assertThat(acted()).containsExactly("one", "two");
        assertThat(letters()).isEmpty();
    }

    @Test
    void the_database_restarts_in_the_middle_and_nothing_is_lost_or_doubled() throws Exception {
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        CompletableFuture<Void> consumed = CompletableFuture.runAsync(
                () -> batches.consume(said("one", "two"), new Writing("acted") {
                    @Override
                    public void handle(Transaction tx, List<ReceivedEvent> events) {
                        super.handle(tx, events);
                        if (first.getAndSet(false)) {
                            inTheMiddle.countDown();
                            Parts.postgres().kill();
                        }
                    }
                }),
                Thread::startVirtualThread);

        assertThat(inTheMiddle.await(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> !Parts.databaseAnswers());
        Parts.postgres().restart();
        consumed.get(20, TimeUnit.SECONDS);

        assertThat(acted()).containsExactly("one", "two");
        assertThat(letters()).isEmpty();
    }

    @Test
    void what_the_handler_publishes_commits_with_what_it_writes() {
        ConsumerRecord<String, byte[]> cause = Messages.header(
                Messages.said(topic, 0, "one"),
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        batches.consume(Messages.batch(List.of(cause)), new Writing("acted") {
            @Override
            public void handle(Transaction tx, List<ReceivedEvent> events) {
                super.handle(tx, events);
                ReceivedEvent event = events.getFirst();
                node.outbox.append(
                        tx,
                        List.of(Node.eventsAbout(event.subject(), "echo")
                                .getFirst()
                                .causedBy(event)));
            }
        });

        assertThat(database.number(
                        "select count(*) from outbox where traceparent like '00-0af7651916cd43dd8448eb211c80319c-%'"))
                .isEqualTo(1);
    }

    @Test
    void a_dead_letter_is_replayed_to_the_consumer_that_failed_and_to_no_other() {
        Parts.TestDatabase othersDatabase = Parts.database();
        othersDatabase.execute("create table acted (word text); grant all on acted to " + othersDatabase.role());
        ConsumerRecords<String, byte[]> batch = Messages.batch(List.of(
                Messages.said(topic, 0, "good"), Messages.said(topic, 1, "poison"), Messages.said(topic, 2, "fine")));
        batches.consume(batch, new Writing("acted"));
        try (Node other = new Node(othersDatabase, topic)) {
            DeadLetterReplay replay = new DeadLetterReplay(Parts.broker());
            assertThat(replay.list(DeadLetterReplay.Selection.all(topic))).hasSize(1);

            assertThat(replay.replay(DeadLetterReplay.Selection.all(topic))).hasSize(1);

            List<ConsumerRecord<String, byte[]>> replayed = Parts.read(topic);
            assertThat(replayed).hasSize(1);
            Writing cured = new Writing("acted") {
                @Override
                public void handle(Transaction tx, List<ReceivedEvent> events) {
                    tx.query("insert into acted (word) values ('cured')");
                }
            };
            batches.consume(Messages.batch(replayed), cured);
            // The other consumer may have forgotten the event by now: the address on the message tells it, not its
            // inbox.
            other.batches("other").consume(Messages.batch(replayed), cured);
            assertThat(acted()).containsExactly("good", "fine", "cured");
            assertThat(othersDatabase.number("select count(*) from acted")).isZero();

            assertThat(replay.replay(DeadLetterReplay.Selection.all(topic))).isEmpty();
        }
    }

    @Test
    void the_replay_command_lists_before_it_acts_and_says_what_it_did() {
        batches.consume(said("poison", "poison"), new Writing("acted"));
        String servers = Parts.kafka().bootstrapServers();

        assertThat(run("--topic", topic, "--dry-run", "--bootstrap-servers", servers))
                .contains("poison cannot be written")
                .endsWith("2 dead letters of " + topic + " would be replayed\n");
        assertThat(run("--topic", topic, "--consumer", "somebody-else", "--bootstrap-servers", servers))
                .isEqualTo("0 dead letters of " + topic + " replayed\n");
        assertThat(run("--topic", topic, "--bootstrap-servers", servers))
                .endsWith("2 dead letters of " + topic + " replayed\n");
        assertThat(run("--topic", topic, "--dry-run", "--bootstrap-servers", servers))
                .startsWith("0 dead letters");
        assertThat(run("--subject")).isEqualTo("--subject needs a value\n");
        assertThat(run()).startsWith("--topic is needed");
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, true, UTF_8);
        DeadLetterReplay.run(List.of(arguments), Map.of(), printer, printer);
        return out.toString(UTF_8);
    }

    private ConsumerRecords<String, byte[]> said(String... words) {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        for (String word : words) {
            messages.add(Messages.said(topic, messages.size(), word));
        }
        return Messages.batch(messages);
    }

    private static String[] words(int count) {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            words[i] = "word" + i;
        }
        return words;
    }

    private List<String> acted() {
        List<String> words = new ArrayList<>();
        node.database().query("select word from acted order by n").forEach(row -> words.add(row.getString(0)));
        return words;
    }

    private List<ConsumerRecord<String, byte[]>> letters() {
        return Parts.read(topic + ".dead-letter");
    }

    private double consumed(String outcome) {
        return node.meters
                .get("clearance.events.consumed")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
