package studio.clearance.approval.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.local.RealStack;

/** Over the real broker. */
@QuarkusTest
class DeliveryTest extends ServiceTest {

    @Test
    void what_is_delivered_twice_opens_one_case() throws Exception {
        ObjectNode escalation = Examples.forLegal(TimeOrderedIds.next());
        ObjectNode after = Examples.forLegal(TimeOrderedIds.next());
        UUID id = TimeOrderedIds.next();

        sends(id, escalation);
        sends(id, escalation);
        sends(TimeOrderedIds.next(), escalation);
        sends(TimeOrderedIds.next(), after);

        eventually(() -> openCaseOf(useCase(after)).isPresent());
        eventually(() -> openCaseOf(useCase(escalation)).isPresent());
        assertThat(casesOf(useCase(escalation))).isEqualTo(1);
    }

    @Test
    void a_message_that_cannot_be_read_holds_up_nobody() throws Exception {
        ObjectNode bad = Examples.forLegal(TimeOrderedIds.next());
        bad.remove("assessment");
        ObjectNode good = Examples.forLegal(TimeOrderedIds.next());

        sends(TimeOrderedIds.next(), bad);
        sends(TimeOrderedIds.next(), good);

        eventually(() -> openCaseOf(useCase(good)).isPresent());
        assertThat(openCaseOf(useCase(bad))).isEmpty();
    }

    @Test
    void what_is_rolled_back_leaves_nothing() {
        ObjectNode escalation = Examples.forLegal(TimeOrderedIds.next());

        assertThatThrownBy(() -> database.transaction(tx -> {
                    opening.handle(tx, List.of(Examples.received("EscalationRequested", escalation)));
                    throw new IllegalStateException("a crash before the commit");
                }))
                .hasMessage("a crash before the commit");

        assertThat(casesOf(useCase(escalation))).isZero();
        assertThat(database.query("select 1 from use_case where id = $1", useCase(escalation))
                        .size())
                .isZero();
    }

    private long casesOf(UUID useCase) {
        return database.query("select count(*) from review_case where use_case_id = $1", useCase)
                .iterator()
                .next()
                .getLong(0);
    }

    private static void sends(UUID id, ObjectNode escalation) {
        String useCase = useCase(escalation).toString();
        var message = new ProducerRecord<>("clearance.triage", null, useCase, Json.write(escalation));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        "studio.clearance.EscalationRequested.v1",
                        "ce_source",
                        "/test",
                        "ce_subject",
                        useCase,
                        "ce_time",
                        Instant.now().toString())
                .forEach((name, value) -> message.headers().add(name, utf8(value)));
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message);
        }
    }
}
