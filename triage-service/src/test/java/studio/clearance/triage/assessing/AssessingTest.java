package studio.clearance.triage.assessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.triage.TriageTest;

@QuarkusTest
class AssessingTest extends TriageTest {

    @Test
    void what_triage_would_say_has_the_form_of_what_it_says() {
        ValidatableResponse answer = asks(Map.of("declaration", aClonedVoice().get("declaration")))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("outcome", equalTo("ESCALATE"))
                .body("matrixRows", hasItem("MX-4"))
                .body("requirements.id", hasItem("documented_talent_consent"))
                .body("policy.sha256", notNullValue());

        assertThat(answer.extract().asByteArray()).isEqualTo(storedAssessmentOf(aClonedVoice()));
    }

    @Test
    void asking_leaves_nothing_behind() {
        long before = decisions();

        asks(Map.of("declaration", aScratchGrowl().get("declaration"))).statusCode(200);

        assertThat(decisions()).isEqualTo(before);
    }

    @Test
    void wrong_answers_are_each_pointed_at_with_what_was_probably_meant() {
        asks(Map.of(
                        "declaration",
                        Map.of(
                                "in_finall",
                                "yes",
                                "tool_environment",
                                "studio_enterprize",
                                "makes",
                                List.of("temp_sound"))))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://clearance.studio/problems/invalid-content"))
                .body("errors.find { it.pointer == '/declaration/in_finall' }.suggestion", equalTo("in_final"))
                .body(
                        "errors.find { it.pointer == '/declaration/tool_environment' }.suggestion",
                        equalTo("studio_enterprise"));
    }

    @Test
    void a_step_without_a_name_is_pointed_at() {
        asks(Map.of("declaration", Map.of("workflow", "own_pipeline", "steps", List.of(Map.of("trains_model", "no")))))
                .statusCode(422)
                .body("errors.pointer", hasItem("/declaration/steps/0/name"));
    }

    @Test
    void a_body_without_a_declaration_says_so() {
        asks(Map.of()).statusCode(422).body("errors.pointer", contains("/declaration"));
        as(PARTNER_A).body("[]").post("/api/assessments").then().statusCode(422);
        as(PARTNER_A).body("{\"declaration\":").post("/api/assessments").then().statusCode(400);
    }

    @Test
    void nothing_stated_is_an_assessment_too() {
        asks(Map.of("declaration", Map.of())).statusCode(200).body("outcome", equalTo("CONTACT_REVIEW"));
    }

    @Test
    void a_version_can_be_asked_by_name_and_one_that_is_not_there_is_refused() {
        asks(Map.of("declaration", Map.of(), "policy", "1")).statusCode(200).body("policy.version", equalTo("1"));
        asks(Map.of("declaration", Map.of(), "policy", "none"))
                .statusCode(422)
                .body("errors.pointer", contains("/policy"));
    }

    @Test
    void the_vocabulary_is_served_once_until_it_changes() {
        ValidatableResponse first = as(PARTNER_A)
                .get("/api/vocabulary")
                .then()
                .statusCode(200)
                .body("'$schema'", equalTo("https://json-schema.org/draft/2020-12/schema"))
                .body("properties.in_final", notNullValue());
        String tag = first.extract().header("ETag");

        as(PARTNER_A).header("If-None-Match", tag).get("/api/vocabulary").then().statusCode(304);
    }

    @Test
    void a_partner_sees_its_own_decisions_and_no_others() {
        UUID useCase = triaged(aClonedVoice());

        as(PARTNER_A)
                .get("/api/triages/" + useCase)
                .then()
                .statusCode(200)
                .body("items[0].outcome", equalTo("ESCALATE"))
                .body("items[0].revision", equalTo(1))
                .body("items[0].reason", equalTo("SUBMITTED"))
                .body("items[0].clauses.id", hasItem("MX-4"));
        as(PARTNER_B).get("/api/triages/" + useCase).then().statusCode(404);
        as(LEGAL_1).get("/api/triages/" + useCase).then().statusCode(200);
        as(PARTNER_A).get("/api/triages/" + UUID.randomUUID()).then().statusCode(404);
        as(PARTNER_A).get("/api/triages/no-id").then().statusCode(404);
    }

    @Test
    void a_past_decision_comes_out_the_same_under_its_own_policy() {
        UUID useCase = triaged(someBookSpines());
        String triage = decisionsOn(useCase).getFirst().getUUID("id").toString();

        as(AUDITOR_1)
                .get("/api/triages/" + useCase + "/" + triage + "/reproduction")
                .then()
                .statusCode(200)
                .body("identical", equalTo(true))
                .body("assessment.outcome", equalTo("CONTACT_REVIEW"));
        as(PARTNER_B)
                .get("/api/triages/" + useCase + "/" + triage + "/reproduction")
                .then()
                .statusCode(404);
    }

    @Test
    void a_decision_that_was_tampered_with_does_not_come_out_the_same() {
        UUID useCase = triaged(someBookSpines());
        UUID triage = decisionsOn(useCase).getFirst().getUUID("id");
        asOwner("update triage set assessment = convert_to(replace(convert_from(assessment, 'UTF8'), 'CONTACT_REVIEW',"
                + " 'CLEARED_NOTIFY'), 'UTF8') where id = '" + triage + "'");

        as(AUDITOR_1)
                .get("/api/triages/" + useCase + "/" + triage + "/reproduction")
                .then()
                .statusCode(200)
                .body("identical", equalTo(false))
                .body("assessment.outcome", equalTo("CONTACT_REVIEW"));
    }

    private byte[] storedAssessmentOf(JsonNode submission) {
        UUID useCase = triaged(submission);
        return decisionsOn(useCase).getFirst().getBuffer("assessment").getBytes();
    }

    private long decisions() {
        return database.query("select count(*) from triage").iterator().next().getLong(0);
    }

    private static ValidatableResponse asks(Map<String, ?> body) {
        return as(PARTNER_A).body(Json.write(body)).post("/api/assessments").then();
    }
}
