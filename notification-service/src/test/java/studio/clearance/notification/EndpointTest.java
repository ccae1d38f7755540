package studio.clearance.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.sqlclient.Row;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EndpointTest extends NotificationTest {

    private static final String HOOK = "http://127.0.0.1:9/clearance";

    @Test
    void a_partner_registers_an_endpoint_and_gets_its_secret() {
        asPosting(portalOf(aPartner()))
                .body(Map.of(
                        "url", HOOK, "description", "Our portal", "events", List.of("review.*", "approval.granted")))
                .post("/api/webhook-endpoints")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", matchesPattern(".*/api/webhook-endpoints/[0-9a-f-]{36}"))
                .body("url", equalTo(HOOK))
                .body("description", equalTo("Our portal"))
                .body("events", contains("approval.granted", "review.*"))
                .body("status", equalTo("ENABLED"))
                .body("health.state", equalTo("HEALTHY"))
                .body("secret", startsWith("whsec_"))
                .body("publicKey", startsWith("whpk_"));
    }

    @Test
    void the_secret_is_never_shown_again() {
        Endpoint endpoint = registers(aPartner(), HOOK);
        String token = portalOf(endpoint.partner());

        List<Response> answers = List.of(
                reads(endpoint),
                as(token).get("/api/webhook-endpoints"),
                as(token).get("/api/webhook-endpoints/" + endpoint.id() + "/secrets"),
                as(token).header("If-Match", "*").body("{}").patch("/api/webhook-endpoints/" + endpoint.id()),
                as(token).post("/api/webhook-endpoints/" + endpoint.id() + "/ping"),
                as(token).get("/api/webhook-endpoints/" + endpoint.id() + "/deliveries"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.asString())
                    .doesNotContain("whsec_", endpoint.secret().substring(6));
        });
        answers.get(2).then().body("items", hasSize(1)).body("items[0].publicKey", equalTo(endpoint.publicKey()));
    }

    @Test
    void nothing_in_the_database_gives_the_secret_away() {
        String key = UUID.randomUUID().toString();
        Response registered = as(portalOf(aPartner()))
                .header("Idempotency-Key", key)
                .body(Map.of("url", HOOK))
                .post("/api/webhook-endpoints");
        byte[] secret =
                Base64.getDecoder().decode(registered.<String>path("secret").substring("whsec_".length()));
        String hex = HexFormat.of().formatHex(secret);

        Row sealed = database.query(
                        "select encode(sealed, 'hex') from webhook_secret where endpoint_id = $1",
                        UUID.fromString(registered.path("id")))
                .iterator()
                .next();
        Row answer = database.query(
                        "select encode(body, 'hex'), encode(body, 'escape') from idempotency_key where key = $1", key)
                .iterator()
                .next();

        assertThat(sealed.getString(0)).doesNotContain(hex);
        assertThat(answer.getString(0)).doesNotContain(hex);
        assertThat(answer.getString(1)).doesNotContain("whsec_", registered.<String>path("secret"));
    }

    @Test
    void a_registration_that_is_repeated_is_answered_again_and_done_once() {
        String partner = aPartner();
        String key = UUID.randomUUID().toString();
        Response first = as(portalOf(partner))
                .header("Idempotency-Key", key)
                .body(Map.of("url", HOOK))
                .post("/api/webhook-endpoints");

        Response second = as(portalOf(partner))
                .header("Idempotency-Key", key)
                .body(Map.of("url", HOOK))
                .post("/api/webhook-endpoints");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        as(portalOf(partner)).get("/api/webhook-endpoints").then().body("items", hasSize(1));
    }

    @Test
    void a_key_is_required_and_belongs_to_one_request() {
        String token = portalOf(aPartner());
        String key = UUID.randomUUID().toString();
        as(token)
                .body(Map.of("url", HOOK))
                .post("/api/webhook-endpoints")
                .then()
                .statusCode(400);
        as(token).header("Idempotency-Key", key).body(Map.of("url", HOOK)).post("/api/webhook-endpoints");

        as(token)
                .header("Idempotency-Key", key)
                .body(Map.of("url", HOOK + "/other"))
                .post("/api/webhook-endpoints")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://10.0.0.1/in",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[fd00:ec2::254]/",
                "https://[::ffff:10.0.0.1]/",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "http://1.1.1.1/",
                "ftp://1.1.1.1/",
                "https://user:pw@1.1.1.1/",
                "https://1.1.1.1/#x",
                "nonsense",
                "",
                "https://nowhere.test/"
            })
    void an_address_that_must_not_or_cannot_be_called_is_refused(String url) {
        asPosting(portalOf(aPartner()))
                .body(Map.of("url", url))
                .post("/api/webhook-endpoints")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/url"));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        asPosting(portalOf(aPartner()))
                .body(Map.of("url", HOOK, "events", List.of("approvals.granted"), "noticeEmail", "nobody"))
                .post("/api/webhook-endpoints")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/events", "/noticeEmail"))
                .body("errors[0].detail", containsString("approval.granted"));
    }

    @Test
    void there_is_a_limit_to_how_many_a_partner_has() {
        String partner = aPartner();
        for (int i = 0; i < 20; i++) {
            registers(partner, HOOK);
        }

        asPosting(portalOf(partner))
                .body(Map.of("url", HOOK))
                .post("/api/webhook-endpoints")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://clearance.studio/problems/too-many-endpoints"));
    }

    @Test
    void a_list_is_read_page_by_page() {
        String partner = aPartner();
        UUID first = registers(partner, HOOK).id();
        UUID second = registers(partner, HOOK).id();
        UUID third = registers(partner, HOOK).id();
        Response page = as(portalOf(partner)).get("/api/webhook-endpoints?limit=2");
        page.then().body("items.id", contains(third.toString(), second.toString()));

        as(portalOf(partner))
                .get("/api/webhook-endpoints?limit=2&cursor=" + page.path("next"))
                .then()
                .body("items.id", contains(first.toString()))
                .body("next", nullValue());
    }

    @Test
    void an_endpoint_is_changed_by_who_has_read_its_current_version() {
        Endpoint endpoint = registers(aPartner(), HOOK);
        String token = portalOf(endpoint.partner());
        String path = "/api/webhook-endpoints/" + endpoint.id();
        String etag = reads(endpoint).header("ETag");

        as(token).body("{\"description\": \"x\"}").patch(path).then().statusCode(428);
        as(token)
                .header("If-Match", "\"99\"")
                .body("{\"description\": \"x\"}")
                .patch(path)
                .then()
                .statusCode(412);
        Response changed = as(token)
                .header("If-Match", etag)
                .body(Map.of(
                        "description", "Renamed", "events", List.of("approval.*"), "noticeEmail", "ops@fathom.example"))
                .patch(path);

        changed.then()
                .statusCode(200)
                .header("ETag", not(equalTo(etag)))
                .body("description", equalTo("Renamed"))
                .body("events", contains("approval.*"))
                .body("noticeEmail", equalTo("ops@fathom.example"))
                .body("url", equalTo(HOOK));
        as(token)
                .header("If-Match", etag)
                .body("{\"description\": \"x\"}")
                .patch(path)
                .then()
                .statusCode(412);
        assertThat(reads(endpoint).header("ETag")).isEqualTo(changed.header("ETag"));
    }

    @Test
    void it_cannot_be_moved_to_an_address_inside() {
        Endpoint endpoint = registers(aPartner(), HOOK);

        as(portalOf(endpoint.partner()))
                .header("If-Match", "*")
                .body(Map.of("url", "https://10.0.0.1/"))
                .patch("/api/webhook-endpoints/" + endpoint.id())
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/url"));
    }

    @Test
    void switched_off_it_keeps_what_comes_and_switched_on_it_begins_anew() {
        Endpoint endpoint = registers(aPartner(), HOOK);
        String token = portalOf(endpoint.partner());
        String path = "/api/webhook-endpoints/" + endpoint.id();
        as(token)
                .header("If-Match", reads(endpoint).header("ETag"))
                .body(Map.of("status", "DISABLED"))
                .patch(path)
                .then()
                .statusCode(200)
                .body("status", equalTo("DISABLED"))
                .body("health.because", equalTo("OWNER"));
        UseCase useCase = aUseCaseOf(endpoint.partner());
        submits(useCase);
        isGranted(useCase);
        eventually(() -> delivery(useCase.id(), "WEBHOOK").state().equals("HELD"));
        assertThat(delivery(useCase.id(), "WEBHOOK").state()).isEqualTo("HELD");

        as(token)
                .header("If-Match", reads(endpoint).header("ETag"))
                .body(Map.of("status", "ENABLED"))
                .patch(path)
                .then()
                .statusCode(200)
                .body("status", equalTo("ENABLED"))
                .body("health.state", equalTo("HEALTHY"));
    }

    @Test
    void removed_it_is_gone_with_its_secrets() {
        Endpoint endpoint = registers(aPartner(), HOOK);
        String token = portalOf(endpoint.partner());
        String path = "/api/webhook-endpoints/" + endpoint.id();

        as(token).delete(path).then().statusCode(428);
        as(token)
                .header("If-Match", reads(endpoint).header("ETag"))
                .delete(path)
                .then()
                .statusCode(204);

        as(token).get(path).then().statusCode(404);
        as(token).get("/api/webhook-endpoints").then().body("items", hasSize(0));
        assertThat(database.query("select 1 from webhook_secret where endpoint_id = $1", endpoint.id())
                        .size())
                .isZero();
    }

    @Test
    void a_rotation_answers_with_the_new_secret_and_lists_both_until_the_old_one_ends() {
        Endpoint endpoint = registers(aPartner(), HOOK);
        String token = portalOf(endpoint.partner());
        String path = "/api/webhook-endpoints/" + endpoint.id() + "/secrets";
        String key = UUID.randomUUID().toString();

        as(token).body("{}").post(path).then().statusCode(400);
        Response rotated = as(token).header("Idempotency-Key", key).body("{}").post(path);
        Response again = as(token).header("Idempotency-Key", key).body("{}").post(path);

        rotated.then().statusCode(201).body("secret", startsWith("whsec_")).body("formerValidUntil", notNullValue());
        assertThat(rotated.<String>path("secret")).isNotEqualTo(endpoint.secret());
        assertThat(again.asString()).isEqualTo(rotated.asString());
        as(token)
                .get(path)
                .then()
                .body("items", hasSize(2))
                .body("items[0].expiresAt", nullValue())
                .body("items[1].expiresAt", notNullValue());
    }

    @Test
    void a_leaked_secret_ends_at_once() {
        Endpoint endpoint = registers(aPartner(), HOOK);
        String path = "/api/webhook-endpoints/" + endpoint.id() + "/secrets";

        asPosting(portalOf(endpoint.partner()))
                .body("{\"overlap\": \"PT0S\"}")
                .post(path)
                .then()
                .statusCode(201);

        as(portalOf(endpoint.partner())).get(path).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P8D", "-PT1H", "a day", "24"})
    void an_overlap_that_is_none_is_refused(String overlap) {
        Endpoint endpoint = registers(aPartner(), HOOK);

        asPosting(portalOf(endpoint.partner()))
                .body(Map.of("overlap", overlap))
                .post("/api/webhook-endpoints/" + endpoint.id() + "/secrets")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/overlap"));
    }

    @Test
    void a_ping_says_how_the_endpoint_answers_and_changes_nothing() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Receiver.Reply.status(503), Receiver.Reply.status(204))) {
            Endpoint endpoint = registers(aPartner(), receiver.url());
            String path = "/api/webhook-endpoints/" + endpoint.id();

            as(portalOf(endpoint.partner()))
                    .post(path + "/ping")
                    .then()
                    .statusCode(200)
                    .body("answer", equalTo("503"))
                    .body("delivered", equalTo(false));
            as(portalOf(endpoint.partner()))
                    .post(path + "/ping")
                    .then()
                    .body("answer", equalTo("204"))
                    .body("delivered", equalTo(true));

            assertThat(receiver.received())
                    .extracting(Receiver.Received::body)
                    .allMatch(body -> body.contains("\"ping\""));
            reads(endpoint).then().body("health.state", equalTo("HEALTHY"));
            eventually(() -> as(portalOf(endpoint.partner()))
                            .get(path + "/deliveries?state=FAILED")
                            .<List<?>>path("items")
                            .size()
                    == 1);
            as(portalOf(endpoint.partner()))
                    .get(path + "/deliveries")
                    .then()
                    .body("items.type", contains("ping", "ping"))
                    .body("items.state", contains("DELIVERED", "FAILED"));
        }
    }
}
