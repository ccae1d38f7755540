package studio.clearance.approval;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.AccessTable;
import studio.clearance.kit.testing.Doors;
import studio.clearance.kit.testing.Tokens;

/**
 * Tries every door as nobody, as the partner a letter is for, as the other partner, and as each role. Each knock finds a case of
 * partner A that waits in the legal queue and a letter in force for partner A, both made for it alone where it may change them.
 */
@QuarkusTest
class EveryDoorTest extends ServiceTest {

    private static final Map<String, String> PEOPLE = new LinkedHashMap<>();

    static {
        PEOPLE.put("nobody", "");
        PEOPLE.put("partner-a", PARTNER_A);
        PEOPLE.put("partner-b", PARTNER_B);
        PEOPLE.put("contact", CONTACT_1);
        PEOPLE.put("another contact", CONTACT_2);
        PEOPLE.put("legal", LEGAL_1);
        PEOPLE.put("labour", LABOUR_1);
        PEOPLE.put("policy", POLICY_1);
        PEOPLE.put("auditor", AUDITOR_1);
        PEOPLE.put("admin", ADMIN_1);
    }

    private static final AccessTable TABLE = new AccessTable(PEOPLE.keySet().toArray(String[]::new))
            .row("GET /.well-known/jwks.json", 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("POST /api/approvals/consents", 401, 403, 403, 400, 400, 400, 400, 403, 403, 403)
            .row("GET /api/approvals/consents", 401, 403, 403, 400, 400, 400, 400, 403, 400, 400)
            .row("GET /api/approvals/consents/{id}", 401, 403, 403, 404, 404, 404, 404, 403, 404, 404)
            .row("POST /api/approvals/consents/{id}/withdrawal", 401, 403, 403, 404, 404, 404, 404, 403, 403, 403)
            .row("GET /api/approvals/{id}", 401, 200, 404, 200, 200, 200, 200, 403, 200, 200)
            .row("GET /api/approvals/{id}.json", 401, 200, 404, 200, 200, 200, 200, 403, 200, 200)
            .row("GET /api/approvals/{id}.jws", 401, 200, 404, 200, 200, 200, 200, 403, 200, 200)
            .row("GET /api/approvals/{id}.pdf", 401, 200, 404, 200, 200, 200, 200, 403, 200, 200)
            .row("POST /api/approvals/{id}/reinstatement", 401, 403, 403, 403, 403, 409, 403, 403, 403, 403)
            .row("POST /api/approvals/{id}/revocation", 401, 403, 403, 403, 403, 204, 403, 403, 403, 403)
            .row("POST /api/approvals/{id}/renewal", 401, 403, 403, 403, 403, 201, 403, 403, 403, 403)
            .row("GET /api/review-cases", 401, 403, 403, 200, 200, 200, 200, 403, 200, 200)
            .row("GET /api/review-cases/assignees", 401, 403, 403, 400, 400, 400, 400, 403, 400, 400)
            .row("POST /api/review-cases/assignment", 401, 403, 403, 200, 200, 200, 200, 403, 403, 200)
            .row("GET /api/review-cases/audit", 401, 403, 403, 403, 403, 403, 403, 403, 200, 403)
            .row("GET /api/review-cases/audit/seals", 401, 403, 403, 403, 403, 403, 403, 403, 200, 403)
            .row("GET /api/review-cases/audit/verification", 401, 403, 403, 403, 403, 403, 403, 403, 200, 403)
            .row("POST /api/review-cases/claim", 401, 403, 403, 200, 200, 200, 200, 403, 403, 403)
            .row("GET /api/review-cases/delegations", 401, 403, 403, 200, 200, 200, 200, 403, 403, 403)
            .row("POST /api/review-cases/delegations", 401, 403, 403, 201, 201, 201, 201, 403, 403, 403)
            .row("DELETE /api/review-cases/delegations/{id}", 401, 403, 403, 404, 404, 404, 404, 403, 403, 403)
            .row("GET /api/review-cases/{id}", 401, 403, 403, 404, 404, 200, 404, 403, 200, 200)
            .row("POST /api/review-cases/{id}/assignment", 401, 403, 403, 404, 404, 200, 404, 403, 403, 200)
            .row("POST /api/review-cases/{id}/claim", 401, 403, 403, 404, 404, 200, 404, 403, 403, 403)
            .row("POST /api/review-cases/{id}/comments", 401, 403, 403, 404, 404, 201, 404, 403, 403, 201)
            .row("POST /api/review-cases/{id}/decisions", 401, 403, 403, 404, 404, 409, 404, 403, 403, 403)
            .row("POST /api/review-cases/{id}/information-requests", 401, 403, 403, 404, 404, 409, 404, 403, 403, 403)
            .row(
                    "DELETE /api/review-cases/{id}/information-requests/{question}",
                    401,
                    403,
                    403,
                    404,
                    404,
                    409,
                    404,
                    403,
                    403,
                    403)
            .row("POST /api/review-cases/{id}/release", 401, 403, 403, 404, 404, 200, 404, 403, 403, 403)
            .row("GET /verify/{id}", 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("GET /", 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("GET /verify", 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("POST /verify", 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("GET /queue", 401, 403, 403, 200, 200, 200, 200, 403, 200, 200)
            .row("GET /queue/news", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("POST /queue/claims", 401, 403, 403, 409, 409, 303, 409, 403, 409, 409)
            .row("POST /queue/assignments", 401, 403, 403, 409, 409, 303, 409, 403, 409, 303)
            .row("POST /queue/filters", 401, 403, 403, 409, 409, 409, 409, 403, 409, 409)
            .row("POST /queue/filters/{id}/removal", 401, 303, 303, 303, 303, 303, 303, 303, 303, 303)
            .row("POST /queue/logout", 401, 303, 303, 303, 303, 303, 303, 303, 303, 303)
            .row("GET /queue/{form}", 401, 303, 303, 303, 303, 303, 303, 303, 303, 303)
            .row("GET /queue/{id}", 401, 403, 403, 404, 404, 200, 404, 403, 200, 200)
            .row("GET /queue/{id}/news", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("GET /queue/{id}/colleagues", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200)
            .row("POST /queue/{id}/claim", 401, 403, 403, 404, 404, 303, 404, 403, 403, 403)
            .row("POST /queue/{id}/release", 401, 403, 403, 404, 404, 303, 404, 403, 303, 303)
            .row("POST /queue/{id}/take-back", 401, 303, 303, 303, 303, 303, 303, 303, 303, 303)
            .row("POST /queue/{id}/comments", 401, 403, 403, 404, 404, 422, 404, 403, 422, 422)
            .row("POST /queue/{id}/review", 401, 403, 403, 404, 404, 403, 404, 403, 403, 403)
            .row("POST /queue/{id}/decision", 401, 403, 403, 404, 404, 422, 404, 403, 422, 422)
            .row("GET /queue/{id}/documents/{document}", 401, 403, 403, 404, 404, 404, 404, 403, 404, 404)
            .row("GET /queue/{id}/{form}", 401, 303, 303, 303, 303, 303, 303, 303, 303, 303)
            .row("GET /queue/letters/{id}", 401, 200, 404, 200, 200, 200, 200, 404, 200, 200)
            .row("GET /queue/letters/{id}/signed", 401, 200, 404, 200, 200, 200, 200, 404, 200, 200)
            .row("GET /queue/letters/{id}/signed.pdf", 401, 200, 404, 200, 200, 200, 200, 404, 200, 200)
            .row("POST /queue/letters/{id}/revocation", 401, 403, 404, 403, 403, 422, 403, 404, 403, 403);

    private UUID letter;

    @Test
    void every_door_answers_everybody_as_it_should() {
        letter = granted(aCaseForLegal());

        assertThat(TABLE.walk(this::knock)).isEmpty();
    }

    @Test
    void no_door_is_missing_from_the_table() {
        Set<String> doors = new TreeSet<>(Doors.declaredIn(Path.of("target/classes")));
        doors.addAll(Doors.in(given().get("/q/openapi").asByteArray()));

        assertThat(TABLE.doors()).isEqualTo(doors);
    }

    /** The pages ask for the forms of one who may not send them what the rules ask of everybody. */
    @ParameterizedTest
    @ValueSource(strings = {"release", "claim?slot=legal", "take-back", "decision", "review", "comments"})
    void a_form_sent_by_somebody_else_changes_nothing_in_a_claimed_case(String form) {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        String etag = as(LEGAL_1).get("/api/review-cases/" + caseId).getHeader("ETag");

        for (String other : List.of(PARTNER_A, PARTNER_B, CONTACT_1, CONTACT_2, LABOUR_1, POLICY_1, AUDITOR_1)) {
            sending(other)
                    .body("decision=deny&version=2&says=No&clause=DU-2&says=No+clearance&text=Seen&audience=PARTNER")
                    .post("/queue/" + caseId + "/" + form);
        }

        assertThat(stateOf(caseId)).isEqualTo("CLAIMED");
        assertThat(as(LEGAL_1).get("/api/review-cases/" + caseId).getHeader("ETag"))
                .isEqualTo(etag);
    }

    @Test
    void who_may_not_watch_the_queue_is_shown_no_case_by_any_of_its_forms() {
        opens(Examples.forLegal(TimeOrderedIds.next()));

        for (String form : List.of("claims", "assignments", "filters")) {
            assertThat(sending(PARTNER_A)
                            .body("q=lane:legal")
                            .post("/queue/" + form)
                            .asString())
                    .as(form)
                    .doesNotContain("id=\"case-");
        }
    }

    @Test
    void a_foreign_letter_answers_word_for_word_as_one_that_does_not_exist() {
        UUID foreign = granted(aCaseForLegal());
        UUID unknown = UUID.fromString("019a5325-1d40-7c3e-9f4a-2b6d8e0f1a99");

        for (String form : List.of("", ".json", ".jws")) {
            assertThat(plain(as(PARTNER_B).get("/api/approvals/" + foreign + form), foreign))
                    .as(form)
                    .isEqualTo(plain(as(PARTNER_B).get("/api/approvals/" + unknown + form), unknown));
        }
    }

    @Test
    void a_partner_role_without_a_partner_finds_no_letter() {
        String orphan = Tokens.of("orphan").role("partner").token();

        as(orphan).get("/api/approvals/" + granted(aCaseForLegal())).then().statusCode(404);
    }

    private static String plain(Response answer, UUID id) {
        assertThat(answer.statusCode()).isEqualTo(404);
        return answer.asString().replace(id.toString(), "…");
    }

    private static RequestSpecification sending(String token) {
        return given().redirects()
                .follow(false)
                .header("Authorization", "Bearer " + token)
                .header("Sec-Fetch-Site", "same-origin")
                .accept("text/html")
                .contentType("application/x-www-form-urlencoded");
    }

    private int knock(String caller, String method, String path) {
        boolean changes = !method.equals("GET");
        UUID held = changes && path.startsWith("/api/approvals/{id}") || path.endsWith("/revocation")
                ? granted(aCaseForLegal())
                : letter;
        UUID id = path.contains("approvals") || path.contains("letters") || path.startsWith("/verify")
                ? held
                : path.contains("{id}") ? aCaseForLegal() : held;
        RequestSpecification request = given().redirects().follow(false);
        String token = PEOPLE.get(caller);
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (path.startsWith("/api/") || path.startsWith("/.well-known")) {
            request.contentType("application/json");
            if (changes) {
                request.header("Idempotency-Key", UUID.randomUUID().toString()).header("If-Match", "\"1\"");
                if (!method.equals("DELETE")) request.body(body(path, id));
            }
        } else {
            request.accept("text/html,application/json").header("Sec-Fetch-Site", "same-origin");
            if (path.equals("/verify") && changes) {
                request.multiPart("file", "letter.jws", "no.letter.atall".getBytes(UTF_8));
            } else if (changes) {
                request.contentType("application/x-www-form-urlencoded")
                        .body("to=legal-2&case="
                                + (path.startsWith("/queue/") && !path.contains("{id}") ? aCaseForLegal() : id));
            }
        }
        return request.request(
                        method,
                        path.replace("{id}", id.toString())
                                .replace("{question}", UUID.randomUUID().toString())
                                .replace("{document}", UUID.randomUUID().toString())
                                .replace("{form}", path.contains("{id}") ? "claim" : "claims"))
                .statusCode();
    }

    private static Map<String, Object> body(String path, UUID id) {
        String soon = Instant.now()
                .plus(30, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "revocation" -> Map.of("reason", "The tool's terms have changed.");
            case "reinstatement" -> Map.of("reason", "Consent was shown again.");
            case "comments" -> Map.of("text", "Seen.");
            case "information-requests" -> Map.of("question", "Which take?", "facts", List.of("in_final"));
            case "assignment" ->
                path.contains("{id}")
                        ? Map.of("assignee", "legal-2")
                        : Map.of("cases", List.of(id.toString()), "assignee", "legal-2");
            case "claim" -> path.contains("{id}") ? Map.of() : Map.of("cases", List.of(id.toString()));
            case "decisions" -> aDenial();
            case "delegations" -> Map.of("delegate", "legal-2", "endsAt", soon);
            case "withdrawal" -> Map.of("reason", "The performer wrote so.");
            case "consents" -> Map.of();
            default -> Map.of();
        };
    }
}
