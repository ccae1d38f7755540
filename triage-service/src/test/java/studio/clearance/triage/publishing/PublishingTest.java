package studio.clearance.triage.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.pgclient.PgException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.PolicyTexts;
import studio.clearance.triage.TriageTest;

@QuarkusTest
class PublishingTest extends TriageTest {

    @Test
    void a_fresh_system_decides_under_the_policy_it_came_with() {
        as(PARTNER_A)
                .get("/api/policies/1")
                .then()
                .statusCode(200)
                .body("publication.publishedBy", equalTo("the installation"))
                .body("clauses.id", hasItem("IN-2"))
                .body("matrix", hasSize(6));
    }

    @Test
    void a_text_is_served_byte_for_byte_under_its_hash() {
        String sha256 = as(AUDITOR_1).get("/api/policies/1").path("sha256");

        assertThat(CheckedText.sha256(as(AUDITOR_1)
                        .get("/api/policies/1/text")
                        .then()
                        .statusCode(200)
                        .contentType("application/yaml")
                        .extract()
                        .asByteArray()))
                .isEqualTo(sha256);
    }

    @Test
    void a_draft_goes_through_validation_and_replay_to_publication_by_a_second_person() {
        String version = "t-whole-way";
        drafts(POLICY_1, PolicyTexts.renamed(builtInText(), version))
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/policies/" + version))
                .header("ETag", equalTo("\"1\""))
                .body("status", equalTo("VALID"))
                .body("problems", empty());
        publishes(POLICY_2, version, inAFarYear())
                .then()
                .statusCode(409)
                .body("type", equalTo(problem("only-a-replayed-text-is-published")));

        assertThat(replayed(version).path("state").asText()).isEqualTo("COMPLETED");
        as(POLICY_1).get("/api/policies/" + version).then().body("status", equalTo("REPLAYED"));
        publishes(POLICY_1, version, inAFarYear())
                .then()
                .statusCode(403)
                .body("type", equalTo(problem("publisher-is-not-the-author")));
        publishes(POLICY_2, version, inAFarYear())
                .then()
                .statusCode(201)
                .body("status", equalTo("SCHEDULED"))
                .body("publication.publishedBy", equalTo("Henrik Lund"));
        as(PARTNER_A).get("/api/policies/" + version).then().statusCode(200);
    }

    @Test
    void a_published_version_never_changes() {
        String version = "t-never-changes";
        scheduled(version);
        String etag = etagOf(version);

        as(POLICY_1)
                .header("If-Match", etag)
                .body(Map.of("source", PolicyTexts.renamed(builtInText(), version), "note", "Once more"))
                .put("/api/policies/" + version)
                .then()
                .statusCode(409)
                .body("type", equalTo(problem("a-published-version-never-changes")));
        assertThatThrownBy(() -> database.query(
                        "update policy_version set sha256 = (select sha256 from policy_version where version = '1') where version = $1",
                        version))
                .isInstanceOf(PgException.class);
        assertThatThrownBy(() -> database.query(
                        "update policy_version set author_subject = 'somebody' where version = $1", version))
                .isInstanceOf(PgException.class);
        assertThatThrownBy(() -> database.query("update policy_text set yaml = ''"))
                .isInstanceOf(PgException.class);
        assertThatThrownBy(() -> database.query("delete from policy_publication"))
                .isInstanceOf(PgException.class);
    }

    @Test
    void the_database_too_keeps_the_author_from_publishing() {
        String version = "t-four-eyes";
        drafts(POLICY_1, PolicyTexts.renamed(builtInText(), version)).then().statusCode(201);

        assertThatThrownBy(() -> database.query("""
                        insert into policy_publication (version, sha256, author_subject, published_by_subject, published_by_name,
                                                        published_at, effective_from, changed_outcomes, re_review)
                        select version, sha256, author_subject, author_subject, 'A. Nother', now(), '2099-01-01', 0, 'NONE'
                        from policy_version where version = $1""", version))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refused -> assertThat(refused.getConstraint()).isEqualTo("publisher_is_not_the_author"));
        assertThatThrownBy(() -> database.query("""
                        insert into policy_publication (version, sha256, author_subject, published_by_subject, published_by_name,
                                                        published_at, effective_from, changed_outcomes, re_review)
                        select version, sha256, 'somebody else', author_subject, 'A. Nother', now(), '2099-01-01', 0, 'NONE'
                        from policy_version where version = $1""", version))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refused -> assertThat(refused.getConstraint()).isEqualTo("of_an_existing_version"));
    }

    @Test
    void a_text_with_problems_is_saved_and_each_is_named_with_its_line() {
        String version = "t-broken";
        String broken = PolicyTexts.renamed(builtInText(), version) + "\nno_such_member: true\n";

        drafts(POLICY_1, broken)
                .then()
                .statusCode(201)
                .body("status", equalTo("DRAFT"))
                .body("problems", not(empty()))
                .body("problems[0].line", notNullValue());
        asPosting(POLICY_1)
                .post("/api/policies/" + version + "/replay")
                .then()
                .statusCode(409)
                .body("type", equalTo(problem("only-a-valid-text-is-replayed")));
        as(POLICY_1)
                .header("If-Match", etagOf(version))
                .body(Map.of("source", PolicyTexts.renamed(builtInText(), version), "note", "Mended"))
                .put("/api/policies/" + version)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("status", equalTo("VALID"));
    }

    @Test
    void a_text_that_names_no_version_cannot_be_kept() {
        drafts(POLICY_1, "title: nothing").then().statusCode(422).body("errors.pointer", hasItem("/source"));
        asPosting(POLICY_1)
                .body(Map.of("source", ""))
                .post("/api/policies")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/note"));
    }

    @Test
    void a_draft_is_changed_on_the_edition_that_was_read_and_by_its_author() {
        String version = "t-editions";
        String text = PolicyTexts.renamed(builtInText(), version);
        drafts(POLICY_1, text).then().statusCode(201);
        Map<String, String> body = Map.of("source", text, "note", "Changed");

        as(POLICY_1).body(body).put("/api/policies/" + version).then().statusCode(428);
        as(POLICY_1)
                .header("If-Match", "\"7\"")
                .body(body)
                .put("/api/policies/" + version)
                .then()
                .statusCode(412);
        as(POLICY_2)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/policies/" + version)
                .then()
                .statusCode(403)
                .body("type", equalTo(problem("only-the-author-edits")));
        as(POLICY_1)
                .header("If-Match", "\"1\"")
                .body(Map.of("source", PolicyTexts.renamed(text, "t-other"), "note", "Changed"))
                .put("/api/policies/" + version)
                .then()
                .statusCode(422);
        as(POLICY_1)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/policies/" + version)
                .then()
                .statusCode(200);
    }

    @Test
    void a_draft_can_be_given_up_and_its_version_is_not_used_again() {
        String version = "t-given-up";
        String text = PolicyTexts.renamed(builtInText(), version);
        drafts(POLICY_1, text).then().statusCode(201);

        as(POLICY_1)
                .header("If-Match", "\"1\"")
                .post("/api/policies/" + version + "/withdrawal")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("status", equalTo("WITHDRAWN"));
        drafts(POLICY_1, text).then().statusCode(409).body("type", equalTo(problem("version-taken")));
    }

    @Test
    void the_same_request_sent_again_is_answered_and_not_done_again() {
        String version = "t-sent-again";
        RequestSpecification request = as(POLICY_1)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("source", PolicyTexts.renamed(builtInText(), version), "note", "Once"));

        String first =
                request.post("/api/policies").then().statusCode(201).extract().asString();

        assertThat(request.post("/api/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString())
                .isEqualTo(first);
        as(POLICY_1).body(Map.of()).post("/api/policies").then().statusCode(422);
        as(POLICY_1)
                .body(Map.of("source", "version: x", "note", "y"))
                .post("/api/policies")
                .then()
                .statusCode(400);
    }

    @Test
    void a_draft_is_the_studios_own_until_it_is_published() {
        String version = "t-own";
        drafts(POLICY_1, PolicyTexts.renamed(builtInText(), version)).then().statusCode(201);

        as(PARTNER_A).get("/api/policies/" + version).then().statusCode(404);
        as(PARTNER_A).get("/api/policies/" + version + "/text").then().statusCode(404);
        as(PARTNER_A).get("/api/policies").then().statusCode(200).body("items.version", not(hasItem(version)));
        as(PARTNER_A)
                .body(Map.of("declaration", Map.of(), "policy", version))
                .post("/api/assessments")
                .then()
                .statusCode(422);
        as(AUDITOR_1).get("/api/policies").then().body("items.version", hasItem(version));
        as(POLICY_1)
                .body(Map.of("declaration", Map.of(), "policy", version))
                .post("/api/assessments")
                .then()
                .statusCode(200)
                .body("policy.version", equalTo(version));
    }

    @Test
    void a_difference_names_what_is_new() {
        String version = "t-difference";
        drafts(POLICY_1, PolicyTexts.stricter(builtInText(), version)).then().statusCode(201);

        JsonNode difference = as(AUDITOR_1)
                .queryParam("from", "1")
                .get("/api/policies/" + version + "/difference")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonNode.class);

        assertThat(difference.findValuesAsText("clause")).containsOnly(PolicyTexts.ADDED);
        assertThat(difference.findValuesAsText("aspect")).contains("CLAUSE");
    }

    private void scheduled(String version) {
        drafts(POLICY_1, PolicyTexts.renamed(builtInText(), version)).then().statusCode(201);
        replayed(version);
        publishes(POLICY_2, version, inAFarYear()).then().statusCode(201);
    }

    private static Map<String, String> inAFarYear() {
        return Map.of("effectiveFrom", aFarYear() + "-01-01T00:00:00Z");
    }

    private static Response publishes(String token, String version, Map<String, ?> body) {
        return asPosting(token)
                .header("If-Match", etagOf(version))
                .body(body)
                .post("/api/policies/" + version + "/publication");
    }

    private static String problem(String slug) {
        return "https://clearance.studio/problems/" + slug;
    }
}
