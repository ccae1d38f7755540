package studio.clearance.approval.renewing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.TimeOrderedIds;

@QuarkusTest
class RenewalTest extends ServiceTest {

    @Test
    void a_renewal_is_a_decision_of_its_own_whose_letter_replaces_the_old_one() {
        UUID caseId = aCaseForLegal();
        UUID old = granted(caseId);

        UUID renewal =
                UUID.fromString(renews(old).then().statusCode(201).extract().path("id"));
        assertThat(state(old))
                .as("the old letter holds until the new one is signed")
                .isEqualTo("IN_FORCE");
        UUID renewed = granted(renewal);

        assertThat(state(old)).isEqualTo("SUPERSEDED");
        assertThat(state(renewed)).isEqualTo("IN_FORCE");
        List<JsonNode> events = told(useCaseOf(caseId), 3);
        assertThat(events.get(1).path("because").asText()).isEqualTo("RENEWED");
        assertThat(events.get(2).path("renews").asText()).isEqualTo(old.toString());
    }

    @Test
    void what_was_revoked_or_is_under_review_is_not_renewed() {
        UUID revoked = granted(aCaseForLegal());
        posting(LEGAL_1)
                .body(Map.of("reason", "Misused."))
                .post("/api/approvals/" + revoked + "/revocation")
                .then()
                .statusCode(204);
        UUID twice = granted(aCaseForLegal());
        renews(twice).then().statusCode(201);

        renews(revoked).then().statusCode(409);
        renews(twice).then().statusCode(409);
    }

    @Test
    void what_was_declared_anew_is_renewed_once_triage_left_the_letter_untouched() {
        ObjectNode first = Examples.forLegal(TimeOrderedIds.next());
        UUID approval = granted(opens(first));
        ObjectNode second = Examples.revised(first, 2, useCase -> useCase.put("title", "Another title"));
        tellsOfPartner("UseCaseSubmitted", (ObjectNode) second.path("useCase"));

        renews(approval).then().statusCode(409);
        tellsOfEscalation(second);
        UUID renewal = UUID.fromString(
                renews(approval).then().statusCode(201).extract().path("id"));
        UUID renewed = granted(renewal);

        assertThat(as(LEGAL_1).get("/api/approvals/" + renewed + ".json").<Integer>path("useCase.revision"))
                .as("on the revision that left the old letter untouched")
                .isEqualTo(2);
    }

    @Test
    void of_two_renewals_at_the_same_moment_one_opens_a_case() throws Exception {
        UUID approval = granted(aCaseForLegal());

        List<Integer> answers = together(
                () -> renews(approval).statusCode(), () -> renews(approval).statusCode());

        assertThat(answers).containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void legal_renews_and_nobody_else_and_nobody_renews_an_old_letter_beside_a_new_one() {
        UUID old = granted(aCaseForLegal());
        posting(CONTACT_1).post("/api/approvals/" + old + "/renewal").then().statusCode(403);
        posting(AUDITOR_1).post("/api/approvals/" + old + "/renewal").then().statusCode(403);
        granted(UUID.fromString(renews(old).then().statusCode(201).extract().path("id")));

        renews(old).then().statusCode(409);
        renews(UUID.randomUUID()).then().statusCode(404);
    }

    private static Response renews(UUID approval) {
        return posting(LEGAL_2).post("/api/approvals/" + approval + "/renewal");
    }

    private static String state(UUID approval) {
        return as(LEGAL_1).get("/api/approvals/" + approval).path("state");
    }
}
