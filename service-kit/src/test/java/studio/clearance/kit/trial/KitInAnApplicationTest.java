package studio.clearance.kit.trial;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.parts.Parts;

@QuarkusTest
@WithTestResource(KitStack.class)
class KitInAnApplicationTest {

    private static final String PROBLEMS = "https://clearance.studio/problems/";

    @Inject
    TrialConsumer consumer;

    @Test
    @TestSecurity(user = "partner-a", roles = "partner")
    void an_event_goes_from_a_request_through_the_outbox_to_a_consumer_and_on_in_one_trace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = given().header("Idempotency-Key", UUID.randomUUID())
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType("application/json")
                .body("{\"word\": \"hello\"}")
                .post("/api/trials")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .extract()
                .path("id");

        await().atMost(Duration.ofSeconds(20)).until(() -> heardAbout(id).size() == 2);
        assertThat(heardAbout(id))
                .extracting(ReceivedEvent::type)
                .containsExactly("studio.clearance.Tried.v1", "studio.clearance.Echoed.v1");
        assertThat(heardAbout(id)).extracting(ReceivedEvent::traceparent).allMatch(parent -> parent.contains(trace));
        await().atMost(Duration.ofSeconds(20)).until(() -> isCommitted(id));
    }

    @Test
    @TestSecurity(user = "partner-a", roles = "partner")
    void a_request_without_a_body_is_answered_at_once() {
        problem(
                given().contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID())
                        .post("/api/trials")
                        .then(),
                400,
                "malformed-json");
    }

    @Test
    @TestSecurity(user = "partner-a", roles = "partner")
    void a_body_beyond_the_limit_is_refused_before_it_is_read() {
        problem(
                given().contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID())
                        .body("{\"word\": \"" + "x".repeat(300_000) + "\"}")
                        .post("/api/trials")
                        .then(),
                413,
                "too-large");
    }

    @Test
    @TestSecurity(user = "partner-a", roles = "partner")
    void a_request_sent_twice_is_answered_twice_and_done_once() {
        UUID key = UUID.randomUUID();
        String first =
                post(key, "{\"word\": \"once\"}").statusCode(201).extract().asString();
        String second =
                post(key, "{\"word\": \"once\"}").statusCode(201).extract().asString();

        assertThat(second).isEqualTo(first);
        problem(post(key, "{\"word\": \"other\"}"), 422, "idempotency-key-reused");
        problem(
                given().contentType("application/json")
                        .body("{}")
                        .post("/api/trials")
                        .then(),
                400,
                "idempotency-key-required");
    }

    @Test
    void nobody_is_told_to_log_in() {
        problem(given().get("/api/trials/caller").then(), 401, "unauthorized");
    }

    @Test
    @TestSecurity(
            user = "partner-a",
            roles = "partner",
            attributes = @SecurityAttribute(key = "partner_id", value = "a"))
    void a_caller_is_known_by_name_roles_and_tenant_and_kept_to_them() {
        given().get("/api/trials/caller").then().statusCode(200).body(equalTo("partner-a a [partner]"));
        problem(given().get("/api/trials/for-legal").then(), 403, "forbidden");
    }

    @Test
    void what_the_framework_refuses_is_a_problem_too() {
        problem(given().get("/api/nothing").then(), 404, "not-found");
        problem(given().put("/api/trials/7").then(), 404, "not-found");
        problem(given().delete("/api/trials/problem").then(), 405, "method-not-allowed");
        problem(
                given().contentType("text/csv")
                        .body("a,b")
                        .post("/api/trials/typed")
                        .then(),
                415,
                "unsupported-media-type");
        problem(given().accept("image/png").get("/api/trials/page").then(), 406, "not-acceptable");
    }

    @Test
    void a_body_that_cannot_be_read_is_pointed_at() {
        problem(typed("{\"word\": "), 400, "malformed-json");
        problem(typed("{\"word\": \"a\", \"times\": \"many\"}"), 400, "invalid-request")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo("/times"));
        problem(typed("[]"), 400, "invalid-request");
    }

    @Test
    void a_problem_keeps_its_members_and_a_defect_its_secrets() {
        problem(given().get("/api/trials/problem").then(), 409, "already-decided")
                .body("decision", equalTo("GRANTED"));
        problem(given().get("/api/trials/defect").then(), 500, "internal-error").body(not(containsString("secret")));
        problem(given().get("/api/trials/violation").then(), 400, "invalid-request");
    }

    @Test
    void an_outage_says_when_to_come_back() {
        problem(given().get("/api/trials/refused-by-the-database").then(), 503, "temporarily-unavailable")
                .header("Retry-After", matchesPattern("\\d+"));
    }

    @Test
    void a_change_names_the_version_it_changes() {
        problem(given().put("/api/trials/" + UUID.randomUUID()).then(), 428, "precondition-required");
        problem(
                        given().header("If-Match", "\"6\"")
                                .put("/api/trials/" + UUID.randomUUID())
                                .then(),
                        412,
                        "precondition-failed")
                .header("ETag", "\"7\"");
        given().header("If-Match", "\"7\"")
                .put("/api/trials/" + UUID.randomUUID())
                .then()
                .statusCode(204);
    }

    @Test
    void a_caller_sees_its_quota() {
        given().get("/api/trials/page")
                .then()
                .header("RateLimit-Policy", "\"default\";q=600000;w=60")
                .header("RateLimit", matchesPattern("\"default\";r=\\d+;t=\\d+"));
    }

    @Test
    void a_page_loads_and_runs_only_what_is_ours() {
        given().get("/api/trials/page")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    @Test
    void a_form_comes_from_our_own_pages() {
        given().header("Sec-Fetch-Site", "same-origin")
                .formParam("a", "b")
                .post("/api/trials/page")
                .then()
                .statusCode(200);
        problem(
                given().header("Sec-Fetch-Site", "cross-site")
                        .formParam("a", "b")
                        .post("/api/trials/page")
                        .then(),
                403,
                "cross-site-request");
        problem(
                given().header("Sec-Fetch-Site", "same-site")
                        .formParam("a", "b")
                        .post("/api/trials/page")
                        .then(),
                403,
                "cross-site-request");
        problem(
                given().header("Origin", "https://elsewhere.example")
                        .formParam("a", "b")
                        .post("/api/trials/page")
                        .then(),
                403,
                "cross-site-request");
        given().header("Origin", "http://clearance.test")
                .formParam("a", "b")
                .post("/api/trials/page")
                .then()
                .statusCode(200);
        problem(given().formParam("a", "b").post("/api/trials/page").then(), 403, "cross-site-request");
    }

    @Test
    @TestSecurity(user = "partner-a", roles = "partner")
    void with_the_broker_away_requests_are_taken_in_and_the_service_stays_ready() {
        Parts.kafka().kill();
        String id = post(UUID.randomUUID(), "{\"word\": \"later\"}")
                .statusCode(201)
                .extract()
                .path("id");
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(heardAbout(id)).isEmpty();

        Parts.kafka().restart();
        await().atMost(Duration.ofSeconds(30)).until(() -> heardAbout(id).size() == 2);
    }

    /** Whether the consumer group has told the broker that it is past everything about the subject. */
    private static boolean isCommitted(String id) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = Parts.admin()
                .listConsumerGroupOffsets("trial-service")
                .partitionsToOffsetAndMetadata()
                .get();
        return Parts.read("clearance.trial").stream()
                .filter(message -> message.key().equals(id))
                .allMatch(message -> {
                    var offset = committed.get(new TopicPartition(message.topic(), message.partition()));
                    return offset != null && offset.offset() > message.offset();
                });
    }

    private List<ReceivedEvent> heardAbout(String id) {
        return consumer.heard().stream()
                .filter(event -> event.subject().toString().equals(id))
                .toList();
    }

    private static ValidatableResponse post(UUID key, String body) {
        return given().header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/trials")
                .then();
    }

    private static ValidatableResponse typed(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/trials/typed")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String type) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEMS + type))
                .body("status", equalTo(status));
    }
}
