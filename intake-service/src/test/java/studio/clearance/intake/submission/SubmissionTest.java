package studio.clearance.intake.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.IntakeTest;
import studio.clearance.intake.domain.RevisionHash;
import studio.clearance.kit.Json;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.kit.testing.Tokens;

@QuarkusTest
class SubmissionTest extends IntakeTest {

    @Test
    void a_portal_declares_a_use_and_gets_its_receipt() {
        Response response = submits(PORTAL_A, NORTHERN_LINE);

        response.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", matchesPattern(".*/api/use-cases/[0-9a-f-]{36}"))
                .body("reference", matchesPattern("UC-[1-9][0-9]*"))
                .body("revision", equalTo(1))
                .body("revisionHash", matchesPattern("sha256:[0-9a-f]{64}"))
                .body("status", equalTo("SUBMITTED"))
                .body("title", equalTo("Scratch creature growl"))
                .body("production.title", equalTo("Northern Line"));
    }

    @Test
    void what_is_published_keeps_to_its_schema_and_tells_all_that_others_need() throws Exception {
        UUID id = submitted(PRODUCER_A, NORTHERN_LINE);

        JsonNode event = published(id, 1).getFirst();

        ContractCheck.assertValid(Path.of("src/main/contracts"), "UseCaseSubmitted.v1", Json.write(event));
        assertThat(event.path("partner").path("name").asText()).isEqualTo("Fathom & Field");
        assertThat(event.path("production").path("timeZone").asText()).isEqualTo("Europe/London");
        assertThat(event.path("submittedBy").path("name").asText()).isEqualTo("Mei Chou");
        assertThat(event.path("submittedBy").path("email").asText()).isEqualTo("producer-a@partner.example");
        assertThat(event.path("studioContact").path("username").asText()).isEqualTo("contact-1");
        assertThat(event.path("declaration")).isEqualTo(Json.MAPPER.valueToTree(scratchGrowl()));
    }

    @Test
    void the_hash_can_be_computed_by_anyone_from_what_was_published() throws Exception {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        JsonNode event = published(id, 1).getFirst();

        Map<String, Object> words = new HashMap<>();
        words.put("title", event.get("title"));
        words.put("narrative", event.get("narrative"));
        words.put("productionId", event.get("production").get("id"));
        words.put("declaration", event.get("declaration"));
        byte[] canonical = new JsonCanonicalizer(Json.write(words)).getEncodedUTF8();
        assertThat(event.get("revisionHash").asText())
                .isEqualTo(RevisionHash.of(canonical).value());
    }

    @Test
    void a_portal_has_no_e_mail_address_and_speaks_its_partners_language() {
        UUID id = submitted(PORTAL_B, FOXFIRE);

        JsonNode event = published(id, 1).getFirst();

        assertThat(event.path("submittedBy").has("email")).isFalse();
        assertThat(event.path("submittedBy").path("locale").asText()).isEqualTo("es-419");
        assertThat(event.path("partner").path("email").asText()).isEqualTo("produccion@nebula.example");
    }

    @Test
    void the_callers_trace_goes_on_in_the_event() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        UUID id = UUID.fromString(asPosting(PORTAL_A)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(aUseFor(NORTHERN_LINE))
                .post("/api/use-cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));

        assertThat(headers(id))
                .hasEntrySatisfying("traceparent", parent -> assertThat(parent).startsWith("00-" + trace))
                .containsEntry("ce_type", "studio.clearance.UseCaseSubmitted.v1")
                .containsEntry("ce_source", "/intake-service")
                .containsEntry("ce_subject", id.toString())
                .containsEntry(
                        "ce_dataschema", "https://clearance.studio/schemas/intake/UseCaseSubmitted.v1.schema.json");
    }

    @Test
    void a_production_the_partner_does_not_work_on_is_refused_as_one_that_does_not_exist() {
        String foreign = submits(PORTAL_B, NORTHERN_LINE)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/productionId"))
                .extract()
                .path("detail");
        String unknown = submits(PORTAL_B, UUID.fromString("01931f2a-7c00-7a10-8c51-0d7a4e9b1c99"))
                .then()
                .statusCode(422)
                .extract()
                .path("detail");

        assertThat(foreign).isEqualTo(unknown);
    }

    @Test
    void who_has_left_a_production_declares_nothing_for_it_from_that_moment() {
        submits(PORTAL_B, FOXFIRE).then().statusCode(201);
        as(ADMIN_1)
                .delete("/api/productions/" + FOXFIRE + "/partners/partner-b")
                .then()
                .statusCode(204);

        submits(PORTAL_B, FOXFIRE).then().statusCode(422).body("errors[0].pointer", equalTo("/productionId"));
    }

    @Test
    void a_refused_submission_can_be_repeated_with_its_key_once_the_reason_is_gone() {
        as(ADMIN_1).delete("/api/productions/" + FOXFIRE + "/partners/partner-b");
        String key = UUID.randomUUID().toString();
        as(PORTAL_B)
                .header("Idempotency-Key", key)
                .body(aUseFor(FOXFIRE))
                .post("/api/use-cases")
                .then()
                .statusCode(422);
        as(ADMIN_1)
                .put("/api/productions/" + FOXFIRE + "/partners/partner-b")
                .then()
                .statusCode(204);

        as(PORTAL_B)
                .header("Idempotency-Key", key)
                .body(aUseFor(FOXFIRE))
                .post("/api/use-cases")
                .then()
                .statusCode(201);
    }

    @Test
    void a_fact_that_is_misspelt_is_named_with_what_was_probably_meant() {
        Map<String, Object> use = new HashMap<>(aUseFor(NORTHERN_LINE));
        use.put("declaration", Map.of("in_finale", "no", "stated_use", "temporery"));

        asPosting(PORTAL_A)
                .body(use)
                .post("/api/use-cases")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem("/declaration/in_finale"))
                .body("errors.find { it.pointer == '/declaration/in_finale' }.suggestion", equalTo("in_final"))
                .body("errors.find { it.pointer == '/declaration/stated_use' }.suggestion", equalTo("temporary"));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        asPosting(PORTAL_A)
                .body(Map.of("title", " ", "productionId", 7, "declaration", List.of(), "extra", true))
                .post("/api/use-cases")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/title"))
                .body("errors.pointer", hasItem("/productionId"))
                .body("errors.pointer", hasItem("/narrative"))
                .body("errors.pointer", hasItem("/declaration"))
                .body("errors.pointer", hasItem("/extra"));
    }

    @Test
    void a_body_that_is_no_json_is_refused_with_the_place() {
        asPosting(PORTAL_A)
                .body("{\"title\": \"Growl\",\n  \"narrative\": oops}")
                .post("/api/use-cases")
                .then()
                .statusCode(400)
                .body("type", containsString("malformed-json"))
                .body("detail", containsString("line 2"));
    }

    @Test
    void a_name_given_twice_is_refused() {
        String body = Json.MAPPER.valueToTree(aUseFor(NORTHERN_LINE)).toString();

        asPosting(PORTAL_A)
                .body(body.replace("\"title\":", "\"title\":\"Something harmless\",\"title\":"))
                .post("/api/use-cases")
                .then()
                .statusCode(400)
                .body("detail", containsString("Duplicate"));
    }

    @Test
    void half_a_character_is_refused() {
        String body = Json.MAPPER.valueToTree(aUseFor(NORTHERN_LINE)).toString();

        asPosting(PORTAL_A)
                .body(body.replace("A rough growl", "A rough \\ud83d growl"))
                .post("/api/use-cases")
                .then()
                .statusCode(422);
    }

    @Test
    void json_that_is_not_utf_8_is_refused() {
        byte[] body = Json.MAPPER.valueToTree(aUseFor(NORTHERN_LINE)).toString().getBytes(StandardCharsets.UTF_16BE);

        asPosting(PORTAL_A).body(body).post("/api/use-cases").then().statusCode(400);
    }

    @Test
    void a_body_beyond_the_limit_is_refused() {
        Map<String, Object> use = new HashMap<>(aUseFor(NORTHERN_LINE));
        use.put("narrative", "x".repeat(300_000));

        asPosting(PORTAL_A)
                .body(use)
                .post("/api/use-cases")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", containsString("too-large"));
    }

    @Test
    void a_submission_needs_a_key() {
        as(PORTAL_A)
                .body(aUseFor(NORTHERN_LINE))
                .post("/api/use-cases")
                .then()
                .statusCode(400)
                .body("type", containsString("idempotency-key"));
    }

    @Test
    void a_repeated_submission_gets_the_first_answer_and_declares_nothing_more() {
        String key = UUID.randomUUID().toString();
        Response first = as(PORTAL_A)
                .header("Idempotency-Key", key)
                .body(aUseFor(NORTHERN_LINE))
                .post("/api/use-cases");
        Response again = as(PORTAL_A)
                .header("Idempotency-Key", key)
                .body(aUseFor(NORTHERN_LINE))
                .post("/api/use-cases");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void a_key_is_not_good_for_other_words() {
        String key = UUID.randomUUID().toString();
        as(PORTAL_A).header("Idempotency-Key", key).body(aUseFor(NORTHERN_LINE)).post("/api/use-cases");

        as(PORTAL_A)
                .header("Idempotency-Key", key)
                .body(aUseFor(FOXFIRE))
                .post("/api/use-cases")
                .then()
                .statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
    }

    @Test
    void a_key_of_one_partner_says_nothing_to_another() {
        String key = UUID.randomUUID().toString();
        String ofA = as(PORTAL_A)
                .header("Idempotency-Key", key)
                .body(aUseFor(FOXFIRE))
                .post("/api/use-cases")
                .path("id");

        String ofB = as(PORTAL_B)
                .header("Idempotency-Key", key)
                .body(aUseFor(FOXFIRE))
                .post("/api/use-cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(ofB).isNotEqualTo(ofA);
    }

    @Test
    void of_many_at_once_with_one_key_one_is_done_and_the_others_are_told() throws Exception {
        String key = UUID.randomUUID().toString();

        List<Response> responses = atOnce(
                12,
                i -> as(PORTAL_A)
                        .header("Idempotency-Key", key)
                        .body(aUseFor(NORTHERN_LINE))
                        .post("/api/use-cases"));

        Set<String> ids = new HashSet<>();
        for (Response response : responses) {
            assertThat(response.statusCode()).isIn(201, 409);
            if (response.statusCode() == 201) ids.add(response.path("id"));
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void many_at_once_share_transactions_and_each_gets_its_own_answer() throws Exception {
        List<Response> responses = atOnce(60, i -> {
            Map<String, Object> use = new HashMap<>(aUseFor(i % 5 == 0 ? UUID.randomUUID() : NORTHERN_LINE));
            use.put("title", "Growl " + i);
            return asPosting(PORTAL_A).body(use).post("/api/use-cases");
        });

        Set<String> references = new HashSet<>();
        for (int i = 0; i < responses.size(); i++) {
            if (i % 5 == 0) {
                assertThat(responses.get(i).statusCode()).isEqualTo(422);
            } else {
                assertThat(responses.get(i).statusCode()).isEqualTo(201);
                assertThat(responses.get(i).<String>path("title")).isEqualTo("Growl " + i);
                references.add(responses.get(i).path("reference"));
            }
        }
        assertThat(references).hasSize(48);
    }

    @Test
    void only_partners_declare() {
        submits(LEGAL_1, NORTHERN_LINE).then().statusCode(403);
        submits(ADMIN_1, NORTHERN_LINE).then().statusCode(403);
        submits("nonsense", NORTHERN_LINE).then().statusCode(401);
    }

    @Test
    void a_token_of_a_partner_that_is_not_registered_declares_nothing() {
        String stranger = Tokens.of("stranger").portalOf("partner-zz").token();

        submits(stranger, NORTHERN_LINE).then().statusCode(422).body("errors[0].pointer", startsWith("/productionId"));
    }

    private static List<Response> atOnce(int count, IntFunction<Response> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> calls = IntStream.range(0, count)
                    .<Callable<Response>>mapToObj(i -> () -> request.apply(i))
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
