package studio.clearance.approval.casework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class CaseworkTest extends ServiceTest {

    @Test
    void what_is_released_can_be_claimed_by_another() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);

        as(LEGAL_1).post("/api/review-cases/" + caseId + "/release").then().statusCode(200);

        claims(LEGAL_2, caseId).then().statusCode(200);
    }

    @Test
    void a_question_pauses_the_clock_until_the_answer_comes() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);

        UUID question = UUID.fromString(
                asks(LEGAL_1, caseId).then().statusCode(201).extract().path("id"));
        assertThat(stateOf(caseId)).isEqualTo("INFORMATION_REQUESTED");
        assertThat(as(LEGAL_1).get("/api/review-cases/" + caseId).<Boolean>path("clock.paused"))
                .isTrue();
        JsonNode event = told(useCaseOf(caseId), 1).getFirst();
        ContractCheck.assertValid(Path.of("src/main/contracts"), "InformationRequested.v1", Json.write(event));
        tellsOfPartner("InformationProvided", Examples.answer(useCaseOf(caseId), question));

        var view = as(LEGAL_1).get("/api/review-cases/" + caseId).then().extract();
        assertThat(view.<String>path("state")).isEqualTo("CLAIMED");
        assertThat(view.<Boolean>path("clock.paused")).isFalse();
        assertThat(view.<String>path("questions[0].answeredBy")).isEqualTo("Mei Chou");
        assertThat(view.<List<String>>path("history.action")).containsExactly("opened", "claimed", "asked", "answered");
    }

    @Test
    void a_question_can_be_taken_back() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        String question = asks(LEGAL_1, caseId).then().statusCode(201).extract().path("id");

        as(LEGAL_1)
                .delete("/api/review-cases/" + caseId + "/information-requests/" + question)
                .then()
                .statusCode(200);

        assertThat(stateOf(caseId)).isEqualTo("CLAIMED");
        asks(LEGAL_1, caseId).then().statusCode(201);
    }

    @Test
    void comments_stay_inside_unless_they_are_meant_for_the_partner() {
        UUID caseId = aCaseForLegal();

        comments(caseId, Map.of("text", "Look at the guild notice.", "mentions", List.of("labour-1")))
                .then()
                .statusCode(201);
        comments(caseId, Map.of("text", "We have your form.", "audience", "PARTNER"))
                .then()
                .statusCode(201);

        List<JsonNode> events = told(useCaseOf(caseId), 1);
        assertThat(events)
                .singleElement()
                .extracting(event -> event.path("text").asText())
                .isEqualTo("We have your form.");
        ContractCheck.assertValid(
                Path.of("src/main/contracts"), "ReviewCommentShared.v1", Json.write(events.getFirst()));
        var comments = as(LEGAL_1).get("/api/review-cases/" + caseId).jsonPath();
        assertThat(comments.getList("comments.audience", String.class)).containsExactly("INTERNAL", "PARTNER");
        assertThat(comments.getList("comments[0].mentions", String.class)).hasSize(1);
    }

    @Test
    void a_comment_leaves_the_version_that_a_decision_binds_to() {
        UUID caseId = aCaseForLegal();
        String before = claims(LEGAL_1, caseId).getHeader("ETag");

        comments(caseId, Map.of("text", "One more look.")).then().statusCode(201);

        decides(LEGAL_1, caseId, before, aGrant()).then().statusCode(201);
    }

    @Test
    void cases_are_handed_over_among_colleagues_and_by_administrators() {
        UUID caseId = aCaseForLegal();

        assigns(LEGAL_1, caseId, "legal-2").then().statusCode(200);
        assigns(CONTACT_1, caseId, "contact-1").then().statusCode(404);
        assigns(ADMIN_1, caseId, "legal-1").then().statusCode(200);
        assigns(LEGAL_1, caseId, "labour-1").then().statusCode(403);
        assigns(LEGAL_1, caseId, "nobody-knows").then().statusCode(400);

        assertThat(as(LEGAL_1).get("/api/review-cases/" + caseId).<String>path("signOffs[0].holder.name"))
                .isEqualTo("Amara Okafor");
    }

    @Test
    void many_are_claimed_at_once_each_with_its_own_result() {
        UUID free = aCaseForLegal();
        UUID taken = aCaseForLegal();
        claims(LEGAL_2, taken).then().statusCode(200);
        UUID unknown = TimeOrderedIds.next();

        var results = as(LEGAL_1)
                .body(Map.of("cases", List.of(free, taken, unknown)))
                .post("/api/review-cases/claim")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(results.getList("status", Integer.class)).containsExactly(200, 409, 404);
        assertThat(results.getString("[1].detail")).isEqualTo("Ingrid Solheim has claimed this case.");
    }

    @Test
    void many_are_handed_over_at_once_each_with_its_own_result() {
        UUID free = aCaseForLegal();
        UUID decided = aCaseForLegal();
        granted(decided);
        UUID elsewhere = aCaseForTheContact();

        var results = as(LEGAL_1)
                .body(Map.of("cases", List.of(free, decided, elsewhere), "assignee", "legal-2"))
                .post("/api/review-cases/assignment")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(results.getList("status", Integer.class)).containsExactly(200, 409, 403);
        assertThat(as(LEGAL_2).get("/api/review-cases/" + free).<String>path("signOffs[0].holder.name"))
                .isEqualTo("Ingrid Solheim");
    }

    @Test
    void whoever_declared_a_use_never_decides_it() {
        var event = Examples.forLegal(TimeOrderedIds.next());
        String legal1 = UUID.nameUUIDFromBytes(utf8("legal-1")).toString();
        ((ObjectNode) event.at("/useCase/submittedBy")).put("subject", legal1);
        UUID caseId = opens(event);

        claims(LEGAL_1, caseId).then().statusCode(403);
        assigns(LEGAL_2, caseId, "legal-1").then().statusCode(403);
        assertThat(as(LEGAL_1)
                        .get("/api/review-cases/" + caseId)
                        .<String>path("actions.find { it.name == 'claim' }.why"))
                .isEqualTo("Whoever declares a use never decides it.");
        isGrantedByAnother(caseId);
    }

    private static void isGrantedByAnother(UUID caseId) {
        claims(LEGAL_2, caseId).then().statusCode(200);
        decides(LEGAL_2, caseId, aGrant()).then().statusCode(201);
    }

    private static Response comments(UUID caseId, Map<String, ?> comment) {
        return posting(LEGAL_1).body(comment).post("/api/review-cases/" + caseId + "/comments");
    }

    private static Response assigns(String token, UUID caseId, String to) {
        return as(token).body(Map.of("assignee", to)).post("/api/review-cases/" + caseId + "/assignment");
    }
}
