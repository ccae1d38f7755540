package studio.clearance.approval.consents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class ConsentTest extends ServiceTest {

    private static final String PRODUCTION =
            Examples.forLegal(UUID.randomUUID()).at("/useCase/production/id").asText();

    @Test
    void a_withdrawn_consent_suspends_the_approvals_that_rest_on_it() {
        String consent = recorded(PRODUCTION, null);
        UUID caseId = aCaseForLegal();
        UUID approval = grantedOn(caseId, consent);

        withdraws(consent);

        assertThat(as(LEGAL_1).get("/api/approvals/" + approval).<String>path("state"))
                .isEqualTo("SUSPENDED");
        JsonNode event = told(useCaseOf(caseId), 2).get(1);
        ContractCheck.assertValid(Path.of("src/main/contracts"), "ApprovalSuspended.v1", Json.write(event));
        assertThat(event.path("consentId").asText()).isEqualTo(consent);
    }

    @Test
    void the_letter_names_the_consents_it_rests_on() {
        String consent = recorded(PRODUCTION, null);
        UUID approval = grantedOn(aCaseForLegal(), consent);

        JsonNode letter = Json.tree(
                as(LEGAL_1).get("/api/approvals/" + approval + ".json").asByteArray());

        assertThat(letter.at("/consents/0/id").asText()).isEqualTo(consent);
        assertThat(letter.at("/consents/0/document").asText()).startsWith("sha256:");
    }

    @Test
    void nothing_is_granted_on_a_consent_that_does_not_hold() {
        String withdrawn = recorded(PRODUCTION, null);
        withdraws(withdrawn);
        String elsewhere = recorded("another-production", null);
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);

        for (String consent : List.of(withdrawn, elsewhere, UUID.randomUUID().toString())) {
            Map<String, Object> grant = aGrant();
            grant.put("consents", List.of(consent));
            decides(LEGAL_1, caseId, grant).then().statusCode(422);
        }
    }

    @Test
    void a_consent_that_expires_suspends_too() throws Exception {
        String consent = recorded(PRODUCTION, Instant.now().plus(Duration.ofSeconds(3)));
        UUID approval = grantedOn(aCaseForLegal(), consent);

        eventually(() -> as(LEGAL_1)
                .get("/api/approvals/" + approval)
                .<String>path("state")
                .equals("SUSPENDED"));
    }

    @Test
    void a_suspended_approval_comes_to_hold_again_on_a_new_consent() {
        String consent = recorded(PRODUCTION, null);
        UUID caseId = aCaseForLegal();
        UUID approval = grantedOn(caseId, consent);
        withdraws(consent);

        reinstates(approval, List.of()).then().statusCode(422);
        reinstates(approval, List.of(recorded(PRODUCTION, null))).then().statusCode(204);

        assertThat(as(LEGAL_1).get("/api/approvals/" + approval).<String>path("state"))
                .isEqualTo("IN_FORCE");
        JsonNode event = told(useCaseOf(caseId), 3).get(2);
        ContractCheck.assertValid(Path.of("src/main/contracts"), "ApprovalReinstated.v1", Json.write(event));
    }

    @Test
    void a_grant_against_a_withdrawal_never_leaves_a_letter_in_force() throws Exception {
        for (int round = 0; round < 12; round++) {
            String consent = recorded(PRODUCTION, null);
            UUID caseId = aCaseForLegal();
            claims(LEGAL_1, caseId).then().statusCode(200);
            Map<String, Object> grant = new HashMap<>(aGrant());
            grant.put("consents", List.of(consent));

            int status = together(() -> decides(LEGAL_1, caseId, "\"2\"", grant).statusCode(), () -> {
                        withdraws(consent);
                        return 0;
                    })
                    .getFirst();

            assertThat(status).isIn(201, 422);
            assertThat(database.query("select count(*) from approval where case_id = $1 and state = 'IN_FORCE'", caseId)
                            .iterator()
                            .next()
                            .getLong(0))
                    .isZero();
        }
    }

    private UUID grantedOn(UUID caseId, String consent) {
        claims(LEGAL_1, caseId).then().statusCode(200);
        Map<String, Object> grant = aGrant();
        grant.put("consents", List.of(consent));
        return UUID.fromString(
                decides(LEGAL_1, caseId, grant).then().statusCode(201).extract().path("approval.id"));
    }

    private static Response reinstates(UUID approval, List<String> consents) {
        return posting(LEGAL_1)
                .body(Map.of("reason", "The performer signed again.", "consents", consents))
                .post("/api/approvals/" + approval + "/reinstatement");
    }

    private static void withdraws(String consent) {
        as(LABOUR_1)
                .body(Map.of("reason", "The performer changed her mind."))
                .post("/api/approvals/consents/" + consent + "/withdrawal")
                .then()
                .statusCode(200);
    }

    private static String recorded(String production, Instant expiresAt) {
        Map<String, Object> consent = new HashMap<>();
        consent.put("performer", "Saoirse Lynch");
        consent.put("productionId", production);
        consent.put("kind", "VOICE_CLONE");
        consent.put("scope", "Dialogue replacement, series 1");
        consent.put("documentSha256", "9c".repeat(32));
        consent.put("documentLocation", "vault://consents/lynch-voice.pdf");
        consent.put("guildRequirement", "Notice of 5 November");
        if (expiresAt != null) {
            consent.put("expiresAt", expiresAt.toString());
        }
        return posting(LABOUR_1)
                .body(consent)
                .post("/api/approvals/consents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
