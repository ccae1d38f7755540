package studio.clearance.triage.rereviewing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.triage.PolicyTexts;
import studio.clearance.triage.TriageTest;

@QuarkusTest
class ReReviewTest extends TriageTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");

    @Test
    void a_published_policy_decides_from_its_date_and_open_cases_are_decided_again() {
        ObjectNode submission = PolicyTexts.affectedByTheStricter(aScratchGrowl());
        UUID cleared = triaged(submission);
        UUID revised = triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
        ObjectNode unaffected = aScratchGrowl();
        unaffected.put("useCaseId", revised.toString()).put("revision", 2);
        submits(unaffected);
        UUID withdrawn = triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
        withdraws(withdrawn);
        eventually(() -> decisionsOn(revised), decisions -> decisions.size() == 2);
        String version = "t-in-force";
        drafts(POLICY_1, PolicyTexts.stricter(builtInText(), version)).then().statusCode(201);
        long changed = replayed(version).path("changed").asLong();

        publishes(version, Map.of())
                .then()
                .statusCode(409)
                .body("type", equalTo("https://clearance.studio/problems/changed-outcomes-are-confirmed"));
        publishes(version, Map.of("changedOutcomes", changed, "reReview", "IN_REVIEW_AND_CLEARED"))
                .then()
                .statusCode(201);

        try {
            eventually(() -> inForce(), version::equals);
            UUID later = triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
            assertThat(decisionsOn(later).getFirst().getString("outcome")).isEqualTo("CONTACT_REVIEW");
            assertThat(decisionsOn(later).getFirst().getString("policy_version"))
                    .isEqualTo(version);

            JsonNode publication = eventually(
                    () -> as(AUDITOR_1)
                            .get("/api/policies/" + version + "/publication")
                            .as(JsonNode.class),
                    progress -> progress.at("/reReview/completed").asBoolean());
            assertThat(publication.at("/reReview/reissued").asLong()).isPositive();
            assertThat(decisionsOn(revised)).hasSize(2);
            assertThat(decisionsOn(withdrawn)).hasSize(1);
            wasDecidedAgain(cleared, submission);
            published(later, 2);

            backToTheFirst("IN_REVIEW");

            nobodyHasToLookAnyMore(later);
        } finally {
            backToTheFirst("NONE");
        }
    }

    private void nobodyHasToLookAnyMore(UUID useCase) {
        List<ConsumerRecord<String, byte[]>> events = published(useCase, 4);
        assertThat(events)
                .extracting(TriageTest::typeOf)
                .containsExactly(
                        "studio.clearance.Triaged.v1",
                        "studio.clearance.EscalationRequested.v1",
                        "studio.clearance.Triaged.v1",
                        "studio.clearance.EscalationWithdrawn.v1");
        JsonNode withdrawn = Json.tree(events.getLast().value());
        ContractCheck.assertValid(
                CONTRACTS, "EscalationWithdrawn.v1", events.getLast().value());
        List<Row> decisions = decisionsOn(useCase);
        assertThat(decisions.getFirst().getString("outcome")).isEqualTo("CLEARED_NOTIFY");
        assertThat(withdrawn.get("triageId").asText())
                .isEqualTo(decisions.getFirst().getUUID("id").toString());
        assertThat(withdrawn.get("replaces").asText())
                .isEqualTo(decisions.getLast().getUUID("id").toString());
    }

    private void wasDecidedAgain(UUID useCase, JsonNode submission) {
        List<Row> decisions = decisionsOn(useCase);
        assertThat(decisions)
                .extracting(row -> row.getString("outcome"))
                .containsExactly("CONTACT_REVIEW", "CLEARED_NOTIFY");
        Row again = decisions.getFirst();
        assertThat(again.getString("reason")).isEqualTo("POLICY_CHANGED");
        assertThat(again.getUUID("replaces")).isEqualTo(decisions.getLast().getUUID("id"));
        List<ConsumerRecord<String, byte[]>> events = published(useCase, 3);
        assertThat(events)
                .extracting(TriageTest::typeOf)
                .containsExactly(
                        "studio.clearance.Triaged.v1",
                        "studio.clearance.Triaged.v1",
                        "studio.clearance.EscalationRequested.v1");
        JsonNode escalation = Json.tree(events.getLast().value());
        ContractCheck.assertValid(
                CONTRACTS, "EscalationRequested.v1", events.getLast().value());
        assertThat(escalation.get("reason").asText()).isEqualTo("POLICY_CHANGED");
        assertThat(escalation.get("replaces").asText())
                .isEqualTo(decisions.getLast().getUUID("id").toString());
        assertThat(escalation.get("useCase")).isEqualTo(submission);
        as(AUDITOR_1)
                .get("/api/triages/" + useCase + "/" + decisions.getLast().getUUID("id") + "/reproduction")
                .then()
                .statusCode(200)
                .body("identical", equalTo(true))
                .body("assessment.outcome", equalTo("CLEARED_NOTIFY"));
    }

    /** The other tests expect what the bundled policy says. */
    private void backToTheFirst(String reReview) {
        String version = "t-back-" + reReview.toLowerCase(Locale.ROOT);
        drafts(POLICY_1, PolicyTexts.renamed(builtInText(), version)).then().statusCode(201);
        long changed = replayed(version).path("changed").asLong();
        publishes(version, Map.of("changedOutcomes", changed, "reReview", reReview))
                .then()
                .statusCode(201);
        eventually(() -> inForce(), version::equals);
    }

    private static io.restassured.response.Response publishes(String version, Map<String, ?> body) {
        return asPosting(POLICY_2)
                .header("If-Match", etagOf(version))
                .body(body)
                .post("/api/policies/" + version + "/publication");
    }

    /** As the deciding part of the service has it, which follows the table. */
    private static String inForce() {
        return as(AUDITOR_1)
                .body(Map.of("declaration", Map.of()))
                .post("/api/assessments")
                .path("policy.version");
    }

    private void withdraws(UUID useCase) {
        tells(
                "clearance.intake",
                "UseCaseWithdrawn",
                TimeOrderedIds.next(),
                useCase,
                ("{\"useCaseId\":\"" + useCase + "\",\"revision\":1,\"withdrawnAt\":\"2026-11-18T08:30:00Z\"}")
                        .getBytes(UTF_8));
        eventually(
                () -> database.query("select 1 from fate where use_case_id = $1", useCase)
                        .rowCount(),
                count -> count == 1);
    }
}
