package studio.clearance.triage.triaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.triage.TriageTest;

@QuarkusTest
class TriagingTest extends TriageTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");

    @Test
    void a_use_for_legal_is_decided_stored_and_escalated() {
        ObjectNode submission = aClonedVoice();

        UUID useCase = triaged(submission);

        Row decision = decisionsOn(useCase).getFirst();
        assertThat(decision.getString("outcome")).isEqualTo("ESCALATE");
        assertThat(decision.getString("policy_version")).isNotEmpty();
        List<ConsumerRecord<String, byte[]>> events = published(useCase, 2);
        assertThat(events)
                .extracting(TriageTest::typeOf)
                .containsExactly("studio.clearance.Triaged.v1", "studio.clearance.EscalationRequested.v1");
        ContractCheck.assertValid(CONTRACTS, "Triaged.v1", events.getFirst().value());
        ContractCheck.assertValid(
                CONTRACTS, "EscalationRequested.v1", events.getLast().value());
        JsonNode escalation = Json.tree(events.getLast().value());
        assertThat(escalation.get("lane").asText()).isEqualTo("legal");
        assertThat(escalation.get("useCase")).isEqualTo(submission);
        assertThat(escalation.get("assessment"))
                .isEqualTo(Json.tree(decision.getBuffer("assessment").getBytes()));
    }

    @Test
    void a_cleared_use_calls_nobody() {
        UUID useCase = triaged(aScratchGrowl());

        assertThat(decisionsOn(useCase).getFirst().getString("outcome")).isEqualTo("CLEARED_NOTIFY");
        assertThat(outboxOrTopicAbout(useCase)).containsExactly("studio.clearance.Triaged.v1");
    }

    @Test
    void an_event_that_is_delivered_twice_is_acted_on_once() {
        ObjectNode submission = someBookSpines();
        UUID useCase = idOf(submission);
        ProducerRecord<String, byte[]> message =
                message("clearance.intake", "UseCaseSubmitted", TimeOrderedIds.next(), useCase, Json.write(submission));

        tell(List.of(message, message));
        tell(List.of(message));
        submitsAfter(useCase);

        assertThat(decisionsOn(useCase)).hasSize(1);
        assertThat(published(useCase, 2)).hasSize(2);
    }

    @Test
    void a_revision_that_is_announced_twice_under_two_ids_is_decided_once() {
        ObjectNode submission = someBookSpines();
        UUID useCase = idOf(submission);
        byte[] data = Json.write(submission);

        tell(List.of(
                message("clearance.intake", "UseCaseSubmitted", TimeOrderedIds.next(), useCase, data),
                message("clearance.intake", "UseCaseSubmitted", TimeOrderedIds.next(), useCase, data)));
        submitsAfter(useCase);

        assertThat(decisionsOn(useCase)).hasSize(1);
    }

    @Test
    void a_second_revision_is_a_decision_of_its_own() {
        ObjectNode first = aClonedVoice();
        ObjectNode second = first.deepCopy();
        second.put("revision", 2);

        triaged(first);
        submits(second);

        List<Row> decisions = eventually(() -> decisionsOn(idOf(first)), found -> found.size() == 2);
        assertThat(decisions).extracting(row -> row.getInteger("revision")).containsExactly(2, 1);
    }

    @Test
    void a_poisonous_message_costs_only_itself() {
        List<ProducerRecord<String, byte[]>> batch = new ArrayList<>();
        List<UUID> good = new ArrayList<>();
        UUID poison = TimeOrderedIds.next();
        for (int i = 0; i < 20; i++) {
            ObjectNode submission = aScratchGrowl();
            good.add(idOf(submission));
            batch.add(message(
                    "clearance.intake",
                    "UseCaseSubmitted",
                    TimeOrderedIds.next(),
                    idOf(submission),
                    Json.write(submission)));
        }
        batch.add(
                10,
                message(
                        "clearance.intake",
                        "UseCaseSubmitted",
                        TimeOrderedIds.next(),
                        poison,
                        "{\"useCaseId\":17".getBytes(UTF_8)));

        tell(batch);

        good.forEach(useCase -> eventually(() -> decisionsOn(useCase), decisions -> decisions.size() == 1));
        List<ConsumerRecord<String, byte[]>> dead = read("clearance.intake.dead-letter", poison, 1);
        assertThat(dead).hasSize(1);
        assertThat(new String(
                        dead.getFirst().headers().lastHeader("dlt_exception").value(), UTF_8))
                .contains("UnreadableEvent");
        assertThat(decisionsOn(poison)).isEmpty();
    }

    @Test
    void what_cannot_be_published_leaves_no_decision_behind() {
        ObjectNode submission = aClonedVoice();
        submission.put("narrative", "x".repeat(900_000));

        UUID useCase = submits(submission);

        assertThat(read("clearance.intake.dead-letter", useCase, 1)).hasSize(1);
        assertThat(decisionsOn(useCase)).isEmpty();
        assertThat(database.query("select 1 from submission where use_case_id = $1", useCase)
                        .rowCount())
                .isZero();
    }

    @Test
    void what_a_declaration_says_in_no_known_words_counts_as_not_stated() {
        ObjectNode submission = aScratchGrowl();
        ObjectNode declaration = (ObjectNode) submission.get("declaration");
        declaration.put("colour", "blue");
        declaration.put("in_final", "perhaps");
        declaration.putArray("makes").add("temp_sound").add("weather");

        UUID useCase = triaged(submission);

        JsonNode assessment = Json.tree(
                decisionsOn(useCase).getFirst().getBuffer("assessment").getBytes());
        assertThat(assessment.get("outcome").asText()).isNotEqualTo("CLEARED_NOTIFY");
        assertThat(assessment.get("openQuestions").findValuesAsText("fact")).contains("in_final");
    }

    @Test
    void an_event_without_a_declaration_is_decided_with_everything_open() {
        ObjectNode submission = aScratchGrowl();
        submission.remove("declaration");

        UUID useCase = triaged(submission);

        assertThat(decisionsOn(useCase).getFirst().getString("outcome")).isNotEqualTo("CLEARED_NOTIFY");
    }

    @Test
    void what_became_of_a_use_is_noted_and_the_later_word_counts() {
        UUID useCase = triaged(aClonedVoice());

        tellsFate(useCase, "ApprovalGranted");
        eventually(() -> fateOf(useCase), "GRANTED"::equals);
        tellsFate(useCase, "ApprovalRevoked");

        assertThat(eventually(() -> fateOf(useCase), "REVOKED"::equals)).isEqualTo("REVOKED");
    }

    @Test
    void a_withdrawn_use_is_noted() {
        UUID useCase = triaged(aClonedVoice());

        tells(
                "clearance.intake",
                "UseCaseWithdrawn",
                TimeOrderedIds.next(),
                useCase,
                ("{\"useCaseId\":\"" + useCase
                                + "\",\"revision\":1,\"reason\":\"Cut\",\"withdrawnAt\":\"2026-11-18T08:30:00Z\"}")
                        .getBytes(UTF_8));

        assertThat(eventually(() -> fateOf(useCase), "WITHDRAWN"::equals)).isEqualTo("WITHDRAWN");
    }

    private void tellsFate(UUID useCase, String event) {
        tells(
                "clearance.approval",
                event,
                TimeOrderedIds.next(),
                useCase,
                ("{\"useCaseId\":\"" + useCase + "\",\"revision\":1}").getBytes(UTF_8));
    }

    private String fateOf(UUID useCase) {
        var found = database.query("select fate from fate where use_case_id = $1", useCase);
        return found.rowCount() == 0 ? "OPEN" : found.iterator().next().getString(0);
    }

    /** One more submission of the same partition, decided: whatever was sent before it has been dealt with. */
    private void submitsAfter(UUID useCase) {
        ObjectNode marker = aScratchGrowl();
        UUID other = idOf(marker);
        tell(List.of(withKey(
                useCase,
                message("clearance.intake", "UseCaseSubmitted", TimeOrderedIds.next(), other, Json.write(marker)))));
        eventually(() -> decisionsOn(other), decisions -> !decisions.isEmpty());
    }

    private static ProducerRecord<String, byte[]> withKey(UUID key, ProducerRecord<String, byte[]> message) {
        var same = new ProducerRecord<>(message.topic(), null, key.toString(), message.value());
        message.headers().forEach(same.headers()::add);
        return same;
    }

    private List<String> outboxOrTopicAbout(UUID useCase) {
        return published(useCase, 1).stream().map(TriageTest::typeOf).toList();
    }
}
