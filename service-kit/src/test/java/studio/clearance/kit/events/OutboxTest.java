package studio.clearance.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.parts.Parts;

class OutboxTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NO_POLL = "10m";

    private final Parts.TestDatabase database = Parts.database();
    private final UUID subject = UUID.randomUUID();
    private String topic;

    @BeforeEach
    void freshTopic() {
        topic = Parts.topic("clearance.trial-" + UUID.randomUUID());
    }

    @Test
    void an_event_leaves_as_a_cloud_event_and_its_row_goes() {
        try (Node node = new Node(database, topic).started()) {
            String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            Instant time = Instant.parse("2026-11-22T10:15:30.123456Z");
            OutgoingEvent event = new OutgoingEvent(
                    UUID.randomUUID(),
                    "studio.clearance.Said.v1",
                    subject.toString(),
                    time,
                    "{}".getBytes(UTF_8),
                    trace);
            node.database().transaction(tx -> {
                node.outbox.append(tx, List.of(event));
                return null;
            });

            ConsumerRecord<String, byte[]> message = awaitMessages(1).getFirst();
            assertThat(message.key()).isEqualTo(subject.toString());
            assertThat(message.value()).isEqualTo(event.data());
            Map<String, String> headers = new HashMap<>();
            message.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            assertThat(headers)
                    .isEqualTo(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", event.id().toString(),
                            "ce_type", "studio.clearance.Said.v1",
                            "ce_source", "/trial",
                            "ce_subject", subject.toString(),
                            "ce_time", "2026-11-22T10:15:30.123456Z",
                            "ce_dataschema",
                                    "https://clearance.studio/schemas/" + topic.substring(topic.indexOf('.') + 1)
                                            + "/Said.v1.schema.json",
                            "content-type", "application/json",
                            "traceparent", trace));
            await().atMost(SOON).until(() -> waiting() == 0);
        }
    }

    @Test
    void a_rollback_leaves_no_event() {
        try (Node node = new Node(database, topic).started()) {
            assertThatThrownBy(() -> node.database().transaction(tx -> {
                        node.outbox.append(tx, Node.eventsAbout(subject, "never"));
                        tx.query("select 1 / 0");
                        return null;
                    }))
                    .hasMessageContaining("division by zero");
            node.write(subject, "kept");

            assertThat(words(awaitMessages(1))).containsExactly("kept");
        }
    }

    @Test
    void a_commit_wakes_the_relay_without_any_poll() {
        try (Node node = new Node(database, topic, "clearance.outbox.poll", NO_POLL).started()) {
            await().atMost(SOON).until(node::leads);
            for (int i = 0; i < 20; i++) {
                node.write(subject, "word" + i);
                int sent = i + 1;
                await().atMost(SOON).until(() -> node.published() == sent);
            }
        }
    }

    @Test
    void a_commit_in_another_replica_wakes_the_relay_without_any_poll() {
        try (Node leader = new Node(database, topic, "clearance.outbox.poll", NO_POLL).started();
                Node writer = new Node(database, topic, "clearance.outbox.poll", NO_POLL)) {
            await().atMost(SOON).until(leader::leads);
            for (int i = 0; i < 20; i++) {
                writer.write(subject, "word" + i);
                int sent = i + 1;
                await().atMost(SOON).until(() -> leader.published() == sent);
            }
        }
    }

    @Test
    void an_event_whose_wake_up_was_lost_leaves_with_the_next_poll() {
        try (Node node = new Node(database, topic, "clearance.outbox.poll", "100ms").started()) {
            await().atMost(SOON).until(node::leads);
            insertByHand("unannounced");

            assertThat(words(awaitMessages(1))).containsExactly("unannounced");
        }
    }

    @Test
    void a_transaction_that_commits_late_loses_nothing_and_holds_up_nobody() throws Exception {
        UUID other = UUID.randomUUID();
        try (Node node = new Node(database, topic).started();
                var slow = database.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute(insertStatement(other, "early position, late commit"));

            node.write(subject, "late position, early commit");
            assertThat(words(awaitMessages(1))).containsExactly("late position, early commit");

            slow.commit();
            assertThat(words(awaitMessages(2)))
                    .containsExactlyInAnyOrder("late position, early commit", "early position, late commit");
        }
    }

    @Test
    void events_of_one_subject_leave_in_the_order_of_its_states() throws Exception {
        database.execute(
                "create table state (id uuid primary key, version int); grant all on state to " + database.role());
        List<UUID> subjects =
                IntStream.range(0, 5).mapToObj(i -> UUID.randomUUID()).toList();
        subjects.forEach(id -> database.execute("insert into state values ('" + id + "', 0)"));
        int changes = 60;

        try (Node node = new Node(database, topic, "clearance.outbox.batch", "7").started();
                Node other = new Node(database, topic, "clearance.outbox.batch", "7").started();
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (UUID id : subjects) {
                for (int i = 0; i < changes; i++) {
                    Node writer = i % 2 == 0 ? node : other;
                    done.add(writers.submit(() -> writer.database().transaction(tx -> {
                        int version = tx.query(
                                        "update state set version = version + 1 where id = $1 returning version", id)
                                .iterator()
                                .next()
                                .getInteger(0);
                        writer.outbox.append(tx, Node.eventsAbout(id, Integer.toString(version)));
                        return null;
                    })));
                }
            }
            for (Future<?> each : done) {
                each.get();
            }

            Map<String, List<String>> bySubject = new HashMap<>();
            for (ConsumerRecord<String, byte[]> message : awaitMessages(subjects.size() * changes)) {
                bySubject
                        .computeIfAbsent(message.key(), key -> new ArrayList<>())
                        .add(word(message));
            }
            assertThat(bySubject).hasSize(subjects.size());
            assertThat(bySubject.values())
                    .allSatisfy(versions -> assertThat(versions)
                            .containsExactlyElementsOf(IntStream.rangeClosed(1, changes)
                                    .mapToObj(Integer::toString)
                                    .toList()));
        }
    }

    @Test
    void of_two_relays_one_publishes_and_each_event_leaves_once() {
        try (Node one = new Node(database, topic, "clearance.outbox.batch", "50").started();
                Node two = new Node(database, topic, "clearance.outbox.batch", "50").started()) {
            for (int i = 0; i < 300; i++) {
                (i % 2 == 0 ? one : two).write(subject, "a" + i, "b" + i, "c" + i);
            }

            List<ConsumerRecord<String, byte[]>> messages = awaitMessages(900);
            assertThat(messages.stream().map(message -> Parts.header(message, "ce_id")))
                    .doesNotHaveDuplicates();
            assertThat(one.leads() ^ two.leads()).isTrue();
            assertThat(one.published() == 0 || two.published() == 0).isTrue();
        }
    }

    @Test
    void a_crash_between_send_and_mark_sends_again_and_the_consumer_acts_once() {
        database.execute("create table acted (word text); grant all on acted to " + database.role());
        try (Node node = new Node(database, topic).started()) {
            await().atMost(SOON).until(node::leads);
            database.execute("revoke delete on outbox from " + database.role());
            node.write(subject, "one", "two");

            List<ConsumerRecord<String, byte[]>> messages = awaitMessages(4);
            assertThat(messages.stream()
                            .map(message -> Parts.header(message, "ce_id"))
                            .distinct())
                    .hasSize(2);
            database.execute("grant delete on outbox to " + database.role());
            await().atMost(SOON).until(() -> waiting() == 0);

            node.batches("trial").consume(Messages.batch(Parts.read(topic)), new Writing("acted"));
            assertThat(database.number("select count(*) from acted")).isEqualTo(2);
            assertThat(database.number("select count(distinct word) from acted"))
                    .isEqualTo(2);
        }
    }

    @Test
    void when_the_leader_is_killed_another_takes_over_within_seconds_and_keeps_the_order() throws Exception {
        Process leader = RelayProcess.start(database.options(), Parts.kafka().bootstrapServers(), topic);
        try (Node node = new Node(database, topic)) {
            node.write(subject, "0");
            awaitMessages(1);
            node.started();

            for (int i = 1; i <= 500; i++) {
                node.write(subject, Integer.toString(i));
                if (i == 250) {
                    leader.destroyForcibly().waitFor();
                }
            }
            await().atMost(Duration.ofSeconds(8)).until(node::leads);
            await().atMost(SOON).until(() -> waiting() == 0);

            assertThat(new LinkedHashSet<>(words(Parts.read(topic))))
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, 500)
                            .mapToObj(Integer::toString)
                            .toList());
        } finally {
            leader.destroyForcibly();
        }
    }

    @Test
    void a_leader_that_is_frozen_loses_the_lead() {
        try (Node node = new Node(
                        database, topic, "clearance.outbox.poll", NO_POLL, "clearance.outbox.lease-without-sign", "1s")
                .started()) {
            await().atMost(SOON).until(node::leads);
            long session = leadersSession();
            // With polls switched off the leader gives no sign of life, as if its process stood still.
            await().atMost(SOON)
                    .until(() -> database.number("select count(*) from pg_stat_activity where pid = " + session) == 0);

            node.write(subject, "after the thaw");
            assertThat(words(awaitMessages(1))).containsExactly("after the thaw");
        }
    }

    @Test
    void a_relay_that_stops_in_order_gives_up_the_lock() {
        try (Node first = new Node(database, topic).started();
                Node second = new Node(database, topic)) {
            await().atMost(SOON).until(first::leads);
            first.relay.stop(null);
            assertThat(database.number("select count(*) from pg_locks l join pg_database d on d.oid = l.database"
                            + " where l.locktype = 'advisory' and d.datname = current_database()"))
                    .isZero();

            second.started();
            second.write(subject, "next");
            assertThat(words(awaitMessages(1))).containsExactly("next");
        }
    }

    @Test
    void the_table_does_not_grow_with_what_went_through_it() {
        try (Node node = new Node(database, topic, "clearance.outbox.vacuum-after", "2000").started()) {
            String long2k = "x".repeat(2_000);
            String[] words = IntStream.range(0, 500).mapToObj(i -> long2k).toArray(String[]::new);
            for (int round = 1; round <= 40; round++) {
                node.write(UUID.randomUUID(), words);
                int sent = round * words.length;
                await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> node.published() == sent);
            }

            long megabytes = database.number("select pg_total_relation_size('outbox') / 1048576");
            assertThat(megabytes).as("MB after 40 MB went through").isLessThan(12);
        }
    }

    @Test
    void a_backlog_leaves_in_rounds_of_bounded_size() {
        String[] words =
                IntStream.range(0, 60).mapToObj(i -> "y".repeat(100_000)).toArray(String[]::new);
        try (Node node = new Node(database, topic, "clearance.outbox.batch-bytes", "300000")) {
            node.write(subject, words);
            node.started();

            assertThat(awaitMessages(60)).hasSize(60);
            await().atMost(SOON).until(() -> waiting() == 0);
        }
    }

    @Test
    void with_a_reader_of_the_log_the_rows_pass_through_the_table_and_leave_none() {
        try (Node node = new Node(database, topic, "clearance.outbox.publisher", "log").started()) {
            node.write(subject, "one", "two");

            assertThat(waiting()).isZero();
            assertThat(database.number("select last_value from outbox_position_seq"))
                    .isEqualTo(2);
        }
    }

    @Test
    void an_event_too_large_for_the_broker_is_refused_where_it_arises() {
        try (Node node = new Node(database, topic)) {
            assertThatThrownBy(() -> node.write(subject, "z".repeat(900_001)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("max-event-bytes");
            assertThat(waiting()).isZero();
        }
    }

    private List<ConsumerRecord<String, byte[]>> awaitMessages(int atLeast) {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            messages.clear();
            messages.addAll(Parts.read(topic));
            return messages.size() >= atLeast;
        });
        return messages;
    }

    private static List<String> words(List<ConsumerRecord<String, byte[]>> messages) {
        return messages.stream().map(OutboxTest::word).toList();
    }

    private static String word(ConsumerRecord<String, byte[]> message) {
        String json = new String(message.value(), UTF_8);
        return json.substring(1, json.length() - 1);
    }

    private long waiting() {
        return database.number("select count(*) from outbox");
    }

    private long leadersSession() {
        return database.number("select l.pid from pg_locks l join pg_database d on d.oid = l.database"
                + " where l.locktype = 'advisory' and d.datname = current_database()");
    }

    private void insertByHand(String word) {
        database.execute(insertStatement(subject, word));
    }

    private String insertStatement(UUID about, String word) {
        return "insert into outbox (id, aggregatetype, aggregateid, type, payload, occurred_at) values (gen_random_uuid(), '"
                + topic + "', '" + about + "', 'studio.clearance.Said.v1', '\"" + word + "\"', now())";
    }
}
