package studio.clearance.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.Doors;
import studio.clearance.kit.testing.Tokens;

/** Tries every endpoint as everybody. What a use case of partner A answers to others is what one that does not exist answers. */
@QuarkusTest
class AccessTest extends IntakeTest {

    private static final String NOBODY = "";
    private static final byte[] A_FILE = "%PDF-1.7 consent".getBytes(UTF_8);

    /** In this order: partner B, contact of the production, another contact, legal, auditor, administrator, policy owner. */
    private static final List<String> THE_OTHERS =
            List.of(PORTAL_B, CONTACT_1, CONTACT_2, LEGAL_1, AUDITOR_1, ADMIN_1, POLICY_1);

    private record Endpoint(
            String method, String path, @Nullable Object body, int... answers) {

        String operation() {
            return method + " " + path;
        }
    }

    private static List<Endpoint> endpoints() {
        Map<String, Object> contact =
                Map.of("username", "contact-1", "name", "Dana", "email", "dana@studio.example", "locale", "en");
        Map<String, Object> production =
                Map.of("title", "Glasswing", "locale", "en", "timeZone", "Europe/London", "contact", contact);
        Map<String, Object> partner = Map.of("name", "Fathom", "email", "a@fathom.example", "locale", "en");
        Map<String, Object> answer =
                Map.of("informationRequestId", UUID.randomUUID().toString(), "answer", "It keeps nothing.");
        return List.of(
                new Endpoint("POST", "/api/use-cases", aUseFor(NORTHERN_LINE), 422, 403, 403, 403, 403, 403, 403),
                new Endpoint("GET", "/api/use-cases", null, 200, 200, 200, 200, 200, 200, 403),
                new Endpoint("GET", "/api/use-cases/{id}", null, 404, 200, 404, 200, 200, 200, 403),
                new Endpoint("GET", "/api/use-cases/{id}/timeline", null, 404, 200, 404, 200, 200, 200, 403),
                new Endpoint(
                        "POST", "/api/use-cases/{id}/revisions", otherWords("X"), 404, 403, 403, 403, 403, 403, 403),
                new Endpoint("POST", "/api/use-cases/{id}/answers", answer, 404, 403, 403, 403, 403, 403, 403),
                new Endpoint(
                        "POST",
                        "/api/use-cases/{id}/withdrawal",
                        Map.of("reason", "Not ours"),
                        404,
                        403,
                        403,
                        403,
                        403,
                        403,
                        403),
                new Endpoint("POST", "/api/use-cases/{id}/documents", A_FILE, 404, 403, 403, 403, 403, 403, 403),
                new Endpoint("GET", "/api/use-cases/{id}/documents", null, 404, 200, 404, 200, 200, 200, 403),
                new Endpoint(
                        "GET", "/api/use-cases/{id}/documents/{document}", null, 404, 200, 404, 200, 200, 200, 403),
                new Endpoint("GET", "/api/productions", null, 200, 200, 200, 200, 200, 200, 403),
                new Endpoint("POST", "/api/productions", production, 403, 403, 403, 403, 403, 201, 403),
                new Endpoint("GET", "/api/productions/{production}", null, 404, 200, 404, 200, 200, 200, 403),
                new Endpoint("PUT", "/api/productions/{production}", production, 403, 403, 403, 403, 403, 428, 403),
                new Endpoint("GET", "/api/productions/partners", null, 403, 403, 403, 403, 403, 200, 403),
                new Endpoint("GET", "/api/productions/partners/{partner}", null, 403, 403, 403, 403, 403, 200, 403),
                new Endpoint("PUT", "/api/productions/partners/{partner}", partner, 403, 403, 403, 403, 403, 428, 403),
                new Endpoint(
                        "PUT",
                        "/api/productions/{production}/partners/{partner}",
                        null,
                        403,
                        403,
                        403,
                        403,
                        403,
                        204,
                        403),
                new Endpoint(
                        "DELETE",
                        "/api/productions/{production}/partners/{partner}",
                        null,
                        403,
                        403,
                        403,
                        403,
                        403,
                        204,
                        403));
    }

    @Test
    void every_endpoint_answers_everybody_as_it_should() {
        UUID ofA = submitted(PORTAL_A, NORTHERN_LINE);
        UUID document = attached(ofA);
        List<String> wrong = new ArrayList<>();

        for (Endpoint endpoint : endpoints()) {
            // A form that comes without a token is taken for one of another site's pages before anyone asks who sent
            // it.
            expect(
                    endpoint.body() == A_FILE ? 403 : 401,
                    tries(NOBODY, endpoint, ofA, document),
                    endpoint,
                    "nobody",
                    wrong);
            for (int i = 0; i < THE_OTHERS.size(); i++) {
                expect(
                        endpoint.answers()[i],
                        tries(THE_OTHERS.get(i), endpoint, ofA, document),
                        endpoint,
                        "caller " + i,
                        wrong);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void a_foreign_use_case_answers_word_for_word_as_one_that_does_not_exist() {
        UUID ofA = submitted(PORTAL_A, NORTHERN_LINE);
        UUID document = attached(ofA);
        UUID unknown = UUID.fromString("019a5325-1d40-7c3e-9f4a-2b6d8e0f1a99");

        for (Endpoint endpoint : endpoints()) {
            if (!endpoint.path().contains("{id}")) continue;
            Response foreign = tries(PORTAL_B, endpoint, ofA, document);
            Response nothing = tries(PORTAL_B, endpoint, unknown);

            assertThat(withoutPlace(foreign)).as(endpoint.operation()).isEqualTo(withoutPlace(nothing));
            assertThat(foreign.headers().asList().stream().map(header -> header.getName()))
                    .as(endpoint.operation())
                    .containsExactlyElementsOf(nothing.headers().asList().stream()
                            .map(header -> header.getName())
                            .toList());
        }
    }

    @Test
    void a_partner_lists_only_its_own() {
        UUID ofA = submitted(PORTAL_A, FOXFIRE);
        UUID ofB = submitted(PORTAL_B, FOXFIRE);

        List<String> listed = as(PORTAL_B).get("/api/use-cases?limit=200").path("items.id");
        List<String> partners = as(PORTAL_B).get("/api/use-cases?limit=200").path("items.partner.id");

        assertThat(listed).contains(ofB.toString()).doesNotContain(ofA.toString());
        assertThat(partners).containsOnly("partner-b");
    }

    @Test
    void a_filter_by_a_foreign_production_shows_nothing() {
        submitted(PORTAL_A, NORTHERN_LINE);

        List<String> listed =
                as(PORTAL_B).get("/api/use-cases?production=" + NORTHERN_LINE).path("items");

        assertThat(listed).isEmpty();
    }

    @Test
    void a_contact_lists_what_was_declared_for_their_productions() {
        UUID forNorthernLine = submitted(PORTAL_A, NORTHERN_LINE);
        UUID forFoxfire = submitted(PORTAL_B, FOXFIRE);

        List<String> listed = as(CONTACT_1).get("/api/use-cases?limit=200").path("items.id");

        assertThat(listed).contains(forNorthernLine.toString()).doesNotContain(forFoxfire.toString());
    }

    @Test
    void a_partner_is_not_told_who_else_works_on_a_production() {
        as(PORTAL_B)
                .get("/api/productions/" + FOXFIRE)
                .then()
                .statusCode(200)
                .body("partners", org.hamcrest.Matchers.nullValue());
        List<String> seen = as(PORTAL_B).get("/api/productions").path("items.id");

        assertThat(seen).contains(FOXFIRE.toString()).doesNotContain(NORTHERN_LINE.toString());
    }

    @Test
    void a_partner_that_has_left_still_sees_what_it_declared_and_no_longer_the_production() {
        UUID ofB = submitted(PORTAL_B, FOXFIRE);
        as(ADMIN_1).delete("/api/productions/" + FOXFIRE + "/partners/partner-b");

        as(PORTAL_B).get("/api/use-cases/" + ofB).then().statusCode(200);
        as(PORTAL_B).get("/api/productions/" + FOXFIRE).then().statusCode(404);
    }

    @Test
    void a_token_of_a_partner_without_a_partner_is_refused() {
        String orphan = Tokens.of("orphan").role("partner").token();

        submits(orphan, NORTHERN_LINE).then().statusCode(403);
        as(orphan).get("/api/use-cases").then().statusCode(403);
    }

    @Test
    void a_token_is_verified_when_it_first_comes_and_recognised_after() {
        Counter recognised = CDI.current()
                .select(MeterRegistry.class)
                .get()
                .get("clearance.tokens.recognised")
                .counter();
        String fresh =
                Tokens.of("portal-" + UUID.randomUUID()).portalOf("partner-a").token();

        double before = recognised.count();
        as(fresh).get("/api/use-cases").then().statusCode(200);
        double afterTheFirst = recognised.count();
        as(fresh).get("/api/use-cases").then().statusCode(200);

        assertThat(afterTheFirst).isEqualTo(before);
        assertThat(recognised.count()).isEqualTo(before + 1);
        as(fresh.substring(0, fresh.length() - 4) + "AAAA")
                .get("/api/use-cases")
                .then()
                .statusCode(401);
    }

    @Test
    void no_endpoint_is_missing_from_the_table() {
        Set<String> doors = new TreeSet<>(Doors.declaredIn(Path.of("target/classes")));
        doors.addAll(Doors.in(given().get("/q/openapi").asByteArray()));

        assertThat(endpoints().stream().map(endpoint -> Doors.door(endpoint.method(), endpoint.path())))
                .containsExactlyInAnyOrderElementsOf(doors);
    }

    private static void expect(int status, Response response, Endpoint endpoint, String who, List<String> wrong) {
        if (response.statusCode() != status) {
            wrong.add(endpoint.operation() + " as " + who + ": " + response.statusCode() + " instead of " + status);
        }
    }

    private static UUID attached(UUID useCase) {
        return UUID.fromString(given().header("Authorization", "Bearer " + PORTAL_A)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .multiPart("file", "consent.pdf", A_FILE)
                .post("/api/use-cases/" + useCase + "/documents")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static Response tries(String token, Endpoint endpoint, UUID id) {
        return tries(token, endpoint, id, UUID.fromString("019a5325-1d40-7c3e-9f4a-2b6d8e0f1a98"));
    }

    private static Response tries(String token, Endpoint endpoint, UUID id, UUID document) {
        RequestSpecification request = given().contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (endpoint.body() == A_FILE)
            request.contentType("multipart/form-data").multiPart("file", "consent.pdf", A_FILE);
        else if (endpoint.body() != null) request.body(endpoint.body());
        return request.request(
                endpoint.method(),
                endpoint.path()
                        .replace("{id}", id.toString())
                        .replace("{production}", NORTHERN_LINE.toString())
                        .replace("{document}", document.toString())
                        .replace("{partner}", "partner-a"));
    }

    private static Map<String, Object> withoutPlace(Response response) {
        Map<String, Object> body = new LinkedHashMap<>(response.<Map<String, Object>>path(""));
        body.remove("instance");
        body.put("status code", response.statusCode());
        return body;
    }
}
