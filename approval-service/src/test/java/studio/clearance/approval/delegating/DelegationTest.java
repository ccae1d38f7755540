package studio.clearance.approval.delegating;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.testing.Tokens;

@QuarkusTest
class DelegationTest extends ServiceTest {

    /** People of this test alone: what they are given for days changes what they see everywhere. */
    private static final String STAND_IN =
            Tokens.of("stand-in").person("Iker Salas", "en-GB").role("contact").token();

    private static final String OTHER = Tokens.of("stand-in-2")
            .person("Rosa Lind", "en-GB")
            .role("labour-reviewer")
            .token();

    @BeforeEach
    void theyHaveComeHereToo() {
        for (String token : List.of(STAND_IN, OTHER)) {
            as(token).get("/api/review-cases").then().statusCode(200);
        }
    }

    @Test
    void a_delegate_signs_on_behalf_and_the_letter_says_so() {
        UUID caseId = aCaseForLegal();
        delegates(LEGAL_2, "stand-in", Instant.now(), Duration.ofDays(3)).then().statusCode(201);

        claimsFor(STAND_IN, caseId, "legal-2").then().statusCode(200);
        Map<String, Object> grant = aGrant();
        grant.put("onBehalfOf", "legal-2");
        String approval = decides(STAND_IN, caseId, grant)
                .then()
                .statusCode(201)
                .extract()
                .path("approval.id");

        var letter = Json.tree(
                as(LEGAL_1).get("/api/approvals/" + approval + ".json").asByteArray());
        assertThat(letter.at("/deciders/0/name").asText()).isEqualTo("Iker Salas");
        assertThat(letter.at("/deciders/0/onBehalfOf").asText()).isEqualTo("Ingrid Solheim");
    }

    @Test
    void a_delegation_holds_in_its_time_only() {
        UUID caseId = aCaseForLegal();
        delegates(LEGAL_1, "stand-in-2", Instant.now().plus(Duration.ofDays(1)), Duration.ofDays(2))
                .then()
                .statusCode(201);

        claimsFor(OTHER, caseId, "legal-1").then().statusCode(403);
    }

    @Test
    void what_was_delegated_is_not_passed_on() {
        delegates(LEGAL_2, "stand-in", Instant.now(), Duration.ofDays(3)).then().statusCode(201);
        Map<String, Object> onward = delegation("stand-in-2", Instant.now(), Duration.ofDays(1));
        onward.put("slot", "legal");

        posting(STAND_IN)
                .body(onward)
                .post("/api/review-cases/delegations")
                .then()
                .statusCode(400);
    }

    @Test
    void a_delegation_that_was_ended_is_over_at_once() {
        UUID caseId = aCaseForLegal();
        String id = delegates(LEGAL_1, "stand-in-2", Instant.now(), Duration.ofDays(2))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as(LEGAL_1).delete("/api/review-cases/delegations/" + id).then().statusCode(204);

        claimsFor(OTHER, caseId, "legal-1").then().statusCode(403);
        as(LEGAL_1).delete("/api/review-cases/delegations/" + id).then().statusCode(404);
    }

    private static Response claimsFor(String token, UUID caseId, String onBehalfOf) {
        return as(token).body(Map.of("onBehalfOf", onBehalfOf)).post("/api/review-cases/" + caseId + "/claim");
    }

    private static Response delegates(String token, String delegate, Instant from, Duration length) {
        return posting(token).body(delegation(delegate, from, length)).post("/api/review-cases/delegations");
    }

    private static Map<String, Object> delegation(String delegate, Instant from, Duration length) {
        Map<String, Object> delegation = new HashMap<>();
        delegation.put("delegate", delegate);
        delegation.put("startsAt", from.toString());
        delegation.put("endsAt", from.plus(length).toString());
        return delegation;
    }
}
