package studio.clearance.approval.deciding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.printing.Enclosures;
import studio.clearance.kit.Json;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class WrittenApprovalTest extends ServiceTest {

    @Test
    void a_grant_issues_a_letter_that_a_library_of_others_verifies() throws Exception {
        UUID approval = granted(aCaseForLegal());

        String jws = as(LEGAL_1).get("/api/approvals/" + approval + ".jws").asString();
        JWKSet keys = JWKSet.parse(given().get("/.well-known/jwks.json").asString());
        JWSObject letter = JWSObject.parse(jws);
        OctetKeyPair key = keys.getKeyByKeyId(letter.getHeader().getKeyID()).toOctetKeyPair();

        assertThat(letter.verify(new Ed25519Verifier(key))).isTrue();
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        assertThat(key.isPrivate()).isFalse();
    }

    @Test
    void the_letter_is_canonical_and_names_what_it_rests_on() throws Exception {
        UUID caseId = aCaseForLegal();
        UUID approval = granted(caseId);

        String text = as(LEGAL_1).get("/api/approvals/" + approval + ".json").asString();
        JsonNode letter = Json.tree(utf8(text));

        assertThat(new JsonCanonicalizer(text).getEncodedString()).isEqualTo(text);
        assertThat(letter.at("/useCase/revisionHash").asText()).startsWith("sha256:");
        assertThat(letter.at("/clauses").findValuesAsText("id")).contains("IN-4a", "DU-2");
        assertThat(letter.at("/requirements").findValuesAsText("met")).contains("DECLARED");
        assertThat(letter.at("/deciders/0/name").asText()).isEqualTo("Amara Okafor");
        assertThat(letter.at("/audit/reviewCase").asText()).isEqualTo(caseId.toString());
        assertThat(letter.at("/policy/sha256").asText()).isNotEmpty();
    }

    @Test
    void everyone_is_told_of_a_grant_in_the_published_form() {
        UUID caseId = aCaseForLegal();
        UUID approval = granted(caseId);

        JsonNode event = told(useCaseOf(caseId), 1).getFirst();

        ContractCheck.assertValid(Path.of("src/main/contracts"), "ApprovalGranted.v1", Json.write(event));
        assertThat(event.path("approvalId").asText()).isEqualTo(approval.toString());
        assertThat(event.path("deciders").findValuesAsText("name")).containsExactly("Amara Okafor");
    }

    @Test
    void a_case_for_two_becomes_a_letter_with_the_second_signature_only() {
        UUID caseId = aCaseForTwo();
        claims(LABOUR_1, caseId).then().statusCode(200);
        decides(LABOUR_1, caseId, Map.of("decision", "GRANT")).then().statusCode(201);
        assertThat(stateOf(caseId)).isEqualTo("QUEUED");

        UUID approval = granted(caseId);

        JsonNode letter = Json.tree(
                as(LEGAL_1).get("/api/approvals/" + approval + ".json").asByteArray());
        assertThat(letter.path("deciders").findValuesAsText("slot")).containsExactly("legal", "labour");
    }

    @Test
    void the_letter_on_paper_encloses_the_letter_that_was_signed() {
        UUID approval = granted(aCaseForLegal());
        String jws = as(LEGAL_1).get("/api/approvals/" + approval + ".jws").asString();

        Response pdf = as(PARTNER_A).queryParam("paper", "letter").get("/api/approvals/" + approval + ".pdf");

        assertThat(pdf.contentType()).startsWith("application/pdf");
        assertThat(pdf.header("Content-Disposition")).matches("inline; filename=\"WA-[0-9A-Z-]+[.]pdf\"");
        assertThat(Enclosures.signedLetter(pdf.asByteArray())).contains(jws);
        assertThat(as(LEGAL_1)
                        .accept("application/pdf")
                        .get("/api/approvals/" + approval)
                        .contentType())
                .startsWith("application/pdf");
        assertThat(as(LEGAL_1).get("/api/approvals/" + approval).contentType()).startsWith("application/json");
        as(PARTNER_B).get("/api/approvals/" + approval + ".pdf").then().statusCode(404);
        as(PARTNER_A)
                .queryParam("paper", "a5")
                .get("/api/approvals/" + approval + ".pdf")
                .then()
                .statusCode(400);
    }

    /** By the script that partners are given; it knows nothing of this code. */
    @Test
    void a_partner_checks_the_file_with_a_script_of_forty_lines(@TempDir Path desk) throws Exception {
        assumeThat(runs("node", "--version")).as("there is Node here").isZero();
        UUID approval = granted(aCaseForLegal());
        Path keys = Files.write(
                desk.resolve("jwks.json"), given().get("/.well-known/jwks.json").asByteArray());
        byte[] jws = as(LEGAL_1).get("/api/approvals/" + approval + ".jws").asByteArray();
        Path signed = Files.write(desk.resolve("letter.jws"), jws);
        Path printed = Files.write(
                desk.resolve("letter.pdf"),
                as(LEGAL_1).get("/api/approvals/" + approval + ".pdf").asByteArray());
        jws[jws.length / 2] ^= 1;
        Path changed = Files.write(desk.resolve("changed.jws"), jws);

        String script = "../docs/verify-letter.mjs";
        assertThat(runs("node", script, signed.toString(), keys.toString())).isZero();
        assertThat(runs("node", script, printed.toString(), keys.toString())).isZero();
        assertThat(runs("node", script, changed.toString(), keys.toString())).isEqualTo(1);
    }

    private static int runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notThere) {
            return -1;
        }
    }

    @Test
    void terms_that_do_not_fit_the_letter_are_refused() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        Map<String, Object> grant = aGrant();
        grant.put(
                "conditions",
                List.of(Map.of("says", "Long. ".repeat(600)), Map.of("says", "And more of it. ".repeat(60))));

        JsonNode problem = Json.tree(
                decides(LEGAL_1, caseId, grant).then().statusCode(422).extract().asByteArray());

        assertThat(problem.path("type").asText()).isEqualTo("https://clearance.studio/problems/terms-fit-the-letter");
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/conditions");
    }

    @Test
    void partners_read_their_own_letters_only() {
        UUID approval = granted(aCaseForLegal());

        as(PARTNER_A).get("/api/approvals/" + approval).then().statusCode(200);
        as(PARTNER_B).get("/api/approvals/" + approval).then().statusCode(404);
        as(PARTNER_B).get("/api/approvals/" + approval + ".jws").then().statusCode(404);
        given().get("/api/approvals/" + approval).then().statusCode(401);
    }

    @Test
    void anyone_can_check_a_letter_and_learns_nothing_of_the_use() {
        UUID approval = granted(aCaseForLegal());
        String number = as(LEGAL_1).get("/api/approvals/" + approval).path("number");

        String answer =
                given().accept("application/json").get("/verify/" + number).asString();

        JsonNode verification = Json.tree(utf8(answer));
        assertThat(verification.path("status").asText()).isEqualTo("IN_FORCE");
        assertThat(answer).doesNotContain("Mei Chou", "Northern Line", "Fathom", "Two words", "UC-2418");
        assertThat(given().accept("application/json")
                        .get("/verify/WA-2026-00000-00000")
                        .then()
                        .statusCode(404)
                        .extract()
                        .<String>path("status"))
                .isEqualTo("UNKNOWN");
    }

    @Test
    void a_revoked_letter_no_longer_holds_and_everyone_is_told() {
        UUID caseId = aCaseForLegal();
        UUID approval = granted(caseId);
        Map<String, String> reason = Map.of("reason", "The recordings were used elsewhere.");

        posting(LEGAL_2)
                .body(reason)
                .post("/api/approvals/" + approval + "/revocation")
                .then()
                .statusCode(204);

        assertThat(given().accept("application/json").get("/verify/" + approval).<String>path("status"))
                .isEqualTo("REVOKED");
        JsonNode event = told(useCaseOf(caseId), 2).get(1);
        ContractCheck.assertValid(Path.of("src/main/contracts"), "ApprovalRevoked.v1", Json.write(event));
        posting(LEGAL_2)
                .body(reason)
                .post("/api/approvals/" + approval + "/revocation")
                .then()
                .statusCode(409);
    }

    @Test
    void a_contact_does_not_revoke() {
        UUID approval = granted(aCaseForLegal());

        posting(CONTACT_1)
                .body(Map.of("reason", "No."))
                .post("/api/approvals/" + approval + "/revocation")
                .then()
                .statusCode(403);
    }

    @Test
    void the_same_decision_sent_twice_is_made_once_and_answered_twice() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        String etag = as(LEGAL_1).get("/api/review-cases/" + caseId).getHeader("ETag");
        String key = UUID.randomUUID().toString();
        Map<String, Object> grant = aGrant();

        List<String> approvals = List.of(1, 2).stream()
                .map(time -> as(LEGAL_1)
                        .header("Idempotency-Key", key)
                        .header("If-Match", etag)
                        .body(grant)
                        .post("/api/review-cases/" + caseId + "/decisions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("approval.id"))
                .toList();

        assertThat(approvals.get(0)).isEqualTo(approvals.get(1));
    }

    @Test
    void the_same_decision_sent_twice_at_the_same_moment_is_made_once() throws Exception {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        Map<String, Object> grant = aGrant();
        String key = UUID.randomUUID().toString();

        List<Response> answers = together(() -> decidesAs(key, caseId, grant), () -> decidesAs(key, caseId, grant));

        List<Response> made =
                answers.stream().filter(each -> each.statusCode() == 201).toList();
        assertThat(made).isNotEmpty();
        assertThat(answers).extracting(Response::statusCode).containsAnyOf(201).isSubsetOf(201, 409);
        assertThat(made).extracting(each -> each.<String>path("approval.id")).containsOnly(letterOf(caseId));
    }

    @Test
    void a_key_that_was_used_for_one_decision_makes_no_other() {
        UUID first = aCaseForLegal();
        UUID second = aCaseForLegal();
        claims(LEGAL_1, first).then().statusCode(200);
        claims(LEGAL_1, second).then().statusCode(200);
        String key = UUID.randomUUID().toString();
        decidesAs(key, first, aGrant()).then().statusCode(201);

        decidesAs(key, second, aGrant()).then().statusCode(422);

        assertThat(stateOf(second)).isEqualTo("CLAIMED");
        assertThat(database.query("select 1 from sign_off where case_id = $1", second)
                        .size())
                .isZero();
    }

    @Test
    void a_repeated_comment_is_made_once_also_among_others() throws Exception {
        UUID caseId = aCaseForLegal();
        String key = UUID.randomUUID().toString();
        String first = comments(key, caseId).then().statusCode(201).extract().path("id");

        List<Response> answers = together(
                () -> comments(key, caseId), () -> comments(UUID.randomUUID().toString(), caseId));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers.getFirst().<String>path("id")).isEqualTo(first);
        assertThat(database.query("select 1 from comment where case_id = $1", caseId)
                        .size())
                .isEqualTo(2);
    }

    private static Response comments(String key, UUID caseId) {
        return as(LEGAL_1)
                .header("Idempotency-Key", key)
                .body(Map.of("text", "Who holds the consent?"))
                .post("/api/review-cases/" + caseId + "/comments");
    }

    private static Response decidesAs(String key, UUID caseId, Map<String, ?> decision) {
        return as(LEGAL_1)
                .header("Idempotency-Key", key)
                .header("If-Match", "\"2\"")
                .body(decision)
                .post("/api/review-cases/" + caseId + "/decisions");
    }

    private String letterOf(UUID caseId) {
        return database.query("select id from approval where case_id = $1", caseId)
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }

    @Test
    void a_decision_names_the_version_it_is_on() {
        UUID caseId = aCaseForLegal();
        String before = as(LEGAL_1).get("/api/review-cases/" + caseId).getHeader("ETag");
        claims(LEGAL_1, caseId).then().statusCode(200);

        decides(LEGAL_1, caseId, before, aGrant()).then().statusCode(412);
        posting(LEGAL_1)
                .body(aGrant())
                .post("/api/review-cases/" + caseId + "/decisions")
                .then()
                .statusCode(428);
        as(LEGAL_1)
                .body(aGrant())
                .post("/api/review-cases/" + caseId + "/decisions")
                .then()
                .statusCode(400);
    }

    @Test
    void a_denial_reaches_everyone_with_its_reasons() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);

        decides(LEGAL_1, caseId, aDenial()).then().statusCode(201);

        JsonNode event = told(useCaseOf(caseId), 1).getFirst();
        ContractCheck.assertValid(Path.of("src/main/contracts"), "ApprovalDenied.v1", Json.write(event));
        assertThat(event.at("/reasons/0/clause").asText()).isEqualTo("DU-2");
    }

    @Test
    void what_the_contact_clears_needs_no_letter() {
        UUID caseId = aCaseForTheContact();
        claims(CONTACT_1, caseId).then().statusCode(200);

        decides(CONTACT_1, caseId, Map.of("decision", "CLEAR", "note", "Go ahead."))
                .then()
                .statusCode(201);

        JsonNode event = told(useCaseOf(caseId), 1).getFirst();
        ContractCheck.assertValid(Path.of("src/main/contracts"), "ReviewCleared.v1", Json.write(event));
        assertThat(stateOf(caseId)).isEqualTo("CLEARED");
    }

    @Test
    void what_the_contact_escalates_goes_on_with_legal() {
        UUID caseId = aCaseForTheContact();
        claims(CONTACT_1, caseId).then().statusCode(200);

        UUID continued = UUID.fromString(
                decides(CONTACT_1, caseId, Map.of("decision", "ESCALATE", "note", "It is read aloud now."))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("continuedBy"));

        assertThat(stateOf(caseId)).isEqualTo("SUPERSEDED");
        assertThat(stateOf(continued)).isEqualTo("QUEUED");
        as(CONTACT_1).get("/api/review-cases/" + continued).then().statusCode(404);
        granted(continued);
    }

    @Test
    void a_grant_without_scope_is_told_where_it_lacks() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        Map<String, Object> grant = aGrant();
        grant.remove("scope");

        JsonNode problem = Json.tree(
                decides(LEGAL_1, caseId, grant).then().statusCode(422).extract().asByteArray());

        assertThat(problem.path("type").asText()).isEqualTo("https://clearance.studio/problems/scope-is-stated");
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/scope");
    }
}
