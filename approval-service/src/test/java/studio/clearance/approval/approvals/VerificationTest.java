package studio.clearance.approval.approvals;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;

/** What anyone is told of a letter in each of its states, and which event tells the others. */
@QuarkusTest
class VerificationTest extends ServiceTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");
    private static final String PRODUCTION =
            Examples.forLegal(UUID.randomUUID()).at("/useCase/production/id").asText();

    @Test
    void a_letter_in_force() {
        UUID caseId = aCaseForLegal();
        UUID approval = granted(caseId);

        says("IN_FORCE", approval);
        told(caseId, 1, "ApprovalGranted.v1", approval);
    }

    @Test
    void a_suspended_letter_and_one_that_holds_again() {
        UUID caseId = aCaseForLegal();
        UUID approval = grantedOnAConsentThatIsWithdrawn(caseId);

        says("SUSPENDED", approval);
        told(caseId, 2, "ApprovalSuspended.v1", approval);

        posting(LEGAL_1)
                .body(Map.of("reason", "She signed again.", "consents", List.of(consent())))
                .post("/api/approvals/" + approval + "/reinstatement")
                .then()
                .statusCode(204);
        says("IN_FORCE", approval);
        told(caseId, 3, "ApprovalReinstated.v1", approval);
    }

    @Test
    void a_revoked_letter() {
        UUID caseId = aCaseForLegal();
        UUID approval = granted(caseId);
        posting(LEGAL_2)
                .body(Map.of("reason", "The recordings were used elsewhere."))
                .post("/api/approvals/" + approval + "/revocation")
                .then()
                .statusCode(204);

        says("REVOKED", approval);
        told(caseId, 2, "ApprovalRevoked.v1", approval);
    }

    @Test
    void an_expired_letter_by_the_clock_and_in_the_record() throws Exception {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        Map<String, Object> grant = aGrant();
        Instant end = Instant.now().plus(Duration.ofSeconds(3));
        grant.put("expiresAt", end.toString());
        UUID approval = UUID.fromString(
                decides(LEGAL_1, caseId, grant).then().statusCode(201).extract().path("approval.id"));

        eventually(() -> Instant.now().isAfter(end));
        says("EXPIRED", approval);
        told(caseId, 2, "ApprovalExpired.v1", approval);
        assertThat(database.query("select state from approval where id = $1", approval)
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("EXPIRED");
    }

    @Test
    void a_superseded_letter() {
        ObjectNode first = Examples.forLegal(TimeOrderedIds.next());
        UUID caseId = opens(first);
        UUID approval = granted(caseId);
        tellsOfPartner("UseCaseSubmitted", (ObjectNode)
                Examples.revised(first, 2, useCase -> useCase.put("narrative", "Twenty words now."))
                        .path("useCase"));

        says("SUPERSEDED", approval);
        told(caseId, 2, "ApprovalSuperseded.v1", approval);
    }

    @Test
    void a_letter_that_was_never_issued() {
        Response answer = asked("WA-2026-00000-00000");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.<String>path("status")).isEqualTo("UNKNOWN");
        assertThat(asked(UUID.randomUUID().toString()).<String>path("status")).isEqualTo("UNKNOWN");
    }

    private static void says(String status, UUID approval) {
        String number = as(LEGAL_1).get("/api/approvals/" + approval).path("number");
        for (String name : List.of(number, approval.toString())) {
            Response answer = asked(name);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.<String>path("status")).isEqualTo(status);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.asString())
                    .as("leaks nothing of the use, nor why it stands so")
                    .doesNotContain(
                            "Northern Line", "Fathom", "words", "UC-", "Lynch", "partner", "elsewhere", "Amara");
        }
    }

    private static Response asked(String name) {
        return given().accept("application/json").get("/verify/" + name);
    }

    private void told(UUID caseId, int count, String event, UUID approval) {
        JsonNode last = told(useCaseOf(caseId), count).get(count - 1);
        ContractCheck.assertValid(CONTRACTS, event, Json.write(last));
        assertThat(last.path("approvalId").asText()).isEqualTo(approval.toString());
    }

    private UUID grantedOnAConsentThatIsWithdrawn(UUID caseId) {
        String consent = consent();
        claims(LEGAL_1, caseId).then().statusCode(200);
        Map<String, Object> grant = aGrant();
        grant.put("consents", List.of(consent));
        UUID approval = UUID.fromString(
                decides(LEGAL_1, caseId, grant).then().statusCode(201).extract().path("approval.id"));
        as(LABOUR_1)
                .body(Map.of("reason", "The performer changed her mind."))
                .post("/api/approvals/consents/" + consent + "/withdrawal")
                .then()
                .statusCode(200);
        return approval;
    }

    private static String consent() {
        return posting(LABOUR_1)
                .body(Map.of(
                        "performer", "Saoirse Lynch",
                        "productionId", PRODUCTION,
                        "kind", "VOICE_CLONE",
                        "scope", "Series 1",
                        "documentSha256", "9c".repeat(32),
                        "documentLocation", "vault://consents/lynch.pdf"))
                .post("/api/approvals/consents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
