package studio.clearance.intake.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.IntakeTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;

/** What triage and approval tell, as their published examples have it, seen by the partner. */
@QuarkusTest
class ProgressTest extends IntakeTest {

    private static final Path TRIAGE = Path.of("../triage-service/src/main/contracts/examples");
    private static final Path APPROVAL = Path.of("../approval-service/src/main/contracts/examples");

    @Test
    void what_triage_says_becomes_the_status_and_is_told_in_the_timeline() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        tellsOfTriage(id, "Triaged.v1.json", 1, Instant.now());

        awaitStatus(id, "IN_REVIEW");
        as(PORTAL_A)
                .get("/api/use-cases/" + id)
                .then()
                .body("outcome", equalTo("ESCALATE"))
                .body("lane", equalTo("LEGAL"));
        as(PORTAL_A)
                .get("/api/use-cases/" + id + "/timeline")
                .then()
                .statusCode(200)
                .body("items.kind", equalTo(List.of("SUBMITTED", "TRIAGED")))
                .body("items[1].details.clauses[0].id", equalTo("IN-2"))
                .body("items[1].details.revision", nullValue());
    }

    @Test
    void a_use_that_nobody_has_to_look_at_is_cleared() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        tellsOfTriage(id, "Triaged.v1-cleared.json", 1, Instant.now());

        awaitStatus(id, "CLEARED");
        as(PORTAL_A).get("/api/use-cases/" + id).then().body("lane", nullValue());
    }

    @Test
    void a_reviewers_question_is_shown_answered_and_told_to_the_others() throws Exception {
        UUID id = submitted(PRODUCER_A, NORTHERN_LINE);
        UUID question = TimeOrderedIds.next();
        asks(id, question);
        awaitStatus(id, "INFORMATION_REQUESTED");
        as(PRODUCER_A)
                .get("/api/use-cases/" + id)
                .then()
                .body("informationRequest.id", equalTo(question.toString()))
                .body("informationRequest.facts", equalTo(List.of("tool_keeps_or_trains")))
                .body("informationRequest.requestedBy", equalTo("Amara Okafor"));

        answers(id, question).then().statusCode(200).body("status", equalTo("IN_REVIEW"));

        JsonNode event = published(id, 2).getLast();
        ContractCheck.assertValid(Path.of("src/main/contracts"), "InformationProvided.v1", Json.write(event));
        assertThat(event.path("informationRequestId").asText()).isEqualTo(question.toString());
        assertThat(event.path("providedBy").path("name").asText()).isEqualTo("Mei Chou");
        as(PRODUCER_A)
                .get("/api/use-cases/" + id + "/timeline")
                .then()
                .body("items.kind", equalTo(List.of("SUBMITTED", "INFORMATION_REQUESTED", "INFORMATION_PROVIDED")));
    }

    @Test
    void a_question_is_answered_once() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        UUID question = TimeOrderedIds.next();
        asks(id, question);
        awaitStatus(id, "INFORMATION_REQUESTED");
        answers(id, question).then().statusCode(200);

        answers(id, question).then().statusCode(409).body("type", containsString("question-not-open"));
    }

    @Test
    void a_grant_shows_its_terms_and_a_revocation_its_reason() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        Instant granted = Instant.now();
        tellsOfApproval(id, "ApprovalGranted", 1, granted);
        awaitStatus(id, "GRANTED");
        as(PORTAL_A)
                .get("/api/use-cases/" + id)
                .then()
                .body("approval.state", equalTo("IN_FORCE"))
                .body("approval.terms.number", equalTo("WA-2026-7K3MQ-9XTB4"))
                .body("approval.terms.conditions[0].says", containsString("does not store"));

        tellsOfApproval(id, "ApprovalRevoked", 1, granted.plusSeconds(60));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        as(PORTAL_A).get("/api/use-cases/" + id).then().body("approval.state", equalTo("REVOKED")));
        assertThat(statusOf(id)).isEqualTo("GRANTED");
    }

    @Test
    void news_told_twice_and_in_the_wrong_order_does_not_take_a_use_case_back() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        Instant now = Instant.now();
        UUID denial = TimeOrderedIds.next();
        tellsOfApproval(id, denial, "ApprovalDenied", 1, now.plusSeconds(100));
        awaitStatus(id, "DENIED");

        tellsOfApproval(id, denial, "ApprovalDenied", 1, now.plusSeconds(100));
        tellsOfApproval(id, "InformationRequested", 1, now.plusSeconds(50));
        tellsOfTriage(id, "Triaged.v1.json", 1, now);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as(PORTAL_A)
                        .get("/api/use-cases/" + id + "/timeline")
                        .then()
                        .body(
                                "items.kind.sort()",
                                equalTo(List.of("DENIED", "INFORMATION_REQUESTED", "SUBMITTED", "TRIAGED"))));
        assertThat(statusOf(id)).isEqualTo("DENIED");
    }

    @Test
    void news_of_an_earlier_revision_does_not_touch_the_current_one() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        asPosting(PORTAL_A)
                .header("If-Match", "\"1\"")
                .body(otherWords("Growl, second take"))
                .post("/api/use-cases/" + id + "/revisions")
                .then()
                .statusCode(201);

        tellsOfTriage(id, "Triaged.v1.json", 1, Instant.now());
        tellsOfApproval(id, "ReviewCommentShared", 1, Instant.now());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as(PORTAL_A)
                        .get("/api/use-cases/" + id + "/timeline")
                        .then()
                        .body("items.size()", equalTo(4)));
        assertThat(statusOf(id)).isEqualTo("SUBMITTED");
    }

    @Test
    void a_withdrawal_is_told_to_the_others_and_is_final() throws Exception {
        UUID id = submitted(PRODUCER_A, NORTHERN_LINE);

        asPosting(PRODUCER_A)
                .body(Map.of("reason", "The scene was cut."))
                .post("/api/use-cases/" + id + "/withdrawal")
                .then()
                .statusCode(200)
                .body("status", equalTo("WITHDRAWN"));

        JsonNode event = published(id, 2).getLast();
        ContractCheck.assertValid(Path.of("src/main/contracts"), "UseCaseWithdrawn.v1", Json.write(event));
        assertThat(event.path("reason").asText()).isEqualTo("The scene was cut.");
        tellsOfApproval(id, "ApprovalDenied", 1, Instant.now());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as(PRODUCER_A)
                        .get("/api/use-cases/" + id + "/timeline")
                        .then()
                        .body("items.size()", equalTo(3)));
        assertThat(statusOf(id)).isEqualTo("WITHDRAWN");
        asPosting(PRODUCER_A)
                .body(Map.of("reason", "Again"))
                .post("/api/use-cases/" + id + "/withdrawal")
                .then()
                .statusCode(409);
    }

    @Test
    void news_about_unknown_use_cases_passes_by_and_holds_up_nobody() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        tellsOfTriage(UUID.randomUUID(), "Triaged.v1.json", 1, Instant.now());

        tellsOfTriage(id, "Triaged.v1.json", 1, Instant.now());

        awaitStatus(id, "IN_REVIEW");
    }

    @Test
    void the_database_itself_refuses_to_take_a_use_case_back() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        asPosting(PORTAL_A)
                .body(Map.of("reason", "Cut"))
                .post("/api/use-cases/" + id + "/withdrawal")
                .then()
                .statusCode(200);

        assertThatThrownBy(() -> database.query("update use_case set status = 'SUBMITTED' where id = $1", id))
                .hasMessageContaining("goes from WITHDRAWN");
        assertThatThrownBy(() -> database.query("update revision set content = '' where use_case_id = $1", id))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.query("update use_case set partner_id = 'partner-b' where id = $1", id))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.query("delete from timeline_entry where use_case_id = $1", id))
                .hasMessageContaining("permission denied");
    }

    private static Response answers(UUID id, UUID question) {
        return asPosting(PRODUCER_A)
                .body(Map.of("informationRequestId", question.toString(), "answer", "It deletes every recording."))
                .post("/api/use-cases/" + id + "/answers");
    }

    private static void asks(UUID id, UUID question) {
        ObjectNode data = example(APPROVAL.resolve("InformationRequested.v1.json"), id, 1);
        data.put("informationRequestId", question.toString());
        tells(
                "clearance.approval",
                "studio.clearance.InformationRequested.v1",
                TimeOrderedIds.next(),
                id,
                Instant.now(),
                fields(data));
    }

    private static void tellsOfTriage(UUID id, String example, int revision, Instant at) {
        tells(
                "clearance.triage",
                "studio.clearance.Triaged.v1",
                TimeOrderedIds.next(),
                id,
                at,
                fields(example(TRIAGE.resolve(example), id, revision)));
    }

    private static void tellsOfApproval(UUID id, String event, int revision, Instant at) {
        tellsOfApproval(id, TimeOrderedIds.next(), event, revision, at);
    }

    private static void tellsOfApproval(UUID id, UUID eventId, String event, int revision, Instant at) {
        tells(
                "clearance.approval",
                "studio.clearance." + event + ".v1",
                eventId,
                id,
                at,
                fields(example(APPROVAL.resolve(event + ".v1.json"), id, revision)));
    }

    private static ObjectNode example(Path file, UUID id, int revision) {
        try {
            ObjectNode data = (ObjectNode) Json.tree(Files.readAllBytes(file));
            return data.put("useCaseId", id.toString()).put("revision", revision);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> fields(ObjectNode data) {
        return Json.MAPPER.convertValue(data, Map.class);
    }

    private static void awaitStatus(UUID id, String status) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(statusOf(id)).isEqualTo(status));
    }
}
