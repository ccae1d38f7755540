package studio.clearance.notification;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.clearance.kit.testing.Doors;
import studio.clearance.kit.testing.OpenApiDrift;
import studio.clearance.kit.testing.Tokens;

/** Every door, tried as nobody, as another partner, and as each role. */
@QuarkusTest
class AccessTest extends NotificationTest {

    private static final Path OPENAPI = Path.of("src/main/contracts/openapi.yaml");
    private static final List<String> STUDIO =
            List.of("contact", "legal-reviewer", "labour-reviewer", "policy-owner", "auditor", "admin");

    private static Victim victim;

    /**
     * One operation.
     *
     * @param studio the roles of the studio that may use it
     * @param othersFindNothing whether another partner is told that there is no such thing
     */
    record Door(String method, String path, String body, Set<String> studio, boolean othersFindNothing) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Door> doors() {
        Set<String> readers = Set.of("admin", "auditor");
        Set<String> nobody = Set.of();
        Set<String> menders = Set.of("admin");
        String one = "/api/webhook-endpoints/{id}";
        return Stream.of(
                new Door("GET", "/api/webhook-endpoints", null, readers, false),
                new Door("POST", "/api/webhook-endpoints", "{\"url\": \"http://127.0.0.1:9/\"}", nobody, false),
                new Door("GET", one, null, readers, true),
                new Door("PATCH", one, "{\"description\": \"stolen\"}", nobody, true),
                new Door("DELETE", one, null, nobody, true),
                new Door("GET", one + "/secrets", null, readers, true),
                new Door("POST", one + "/secrets", "{\"overlap\": \"PT0S\"}", nobody, true),
                new Door("POST", one + "/ping", null, menders, true),
                new Door("GET", one + "/deliveries", null, readers, true),
                new Door("GET", one + "/deliveries/{delivery}", null, readers, true),
                new Door("POST", one + "/deliveries/{delivery}/replay", null, menders, true),
                new Door(
                        "POST",
                        one + "/replays",
                        "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2040-01-01T00:00:00Z\", \"include\": \"ALL\"}",
                        menders,
                        true),
                new Door(
                        "GET",
                        "/api/notifications?useCaseId={useCase}",
                        null,
                        Set.of("contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"),
                        false));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void nobody_gets_in_without_a_token(Door door) {
        Victim victim = victim();

        assertThat(knock(
                                given().contentType("application/json").header("Idempotency-Key", UUID.randomUUID()),
                                door,
                                victim)
                        .statusCode())
                .isEqualTo(401);
        assertThat(knock(as("eyJhbGciOiJub25lIn0.e30."), door, victim).statusCode())
                .isEqualTo(401);
        assertUntouched(victim);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void another_partner_finds_nothing_and_changes_nothing(Door door) {
        Victim victim = victim();

        Response response = knock(asPosting(portalOf(aPartner())), door, victim);

        if (door.othersFindNothing()) {
            assertThat(response.statusCode()).isEqualTo(404);
        } else {
            assertThat(response.statusCode()).isLessThan(300);
        }
        assertThat(response.asString())
                .doesNotContain(
                        victim.endpoint().partner(),
                        victim.useCase().reference(),
                        victim.useCase().submitter());
        assertUntouched(victim);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void the_studio_gets_in_where_its_role_says_so_and_nowhere_else(Door door) {
        for (String role : STUDIO) {
            boolean welcome = door.studio().contains(role);
            Victim victim = welcome && !door.method().equals("GET") ? anotherVictim() : victim();

            int status = knock(asPosting(somebodyWith(role)), door, victim).statusCode();

            if (welcome) {
                assertThat(status).as(role).isLessThan(300);
            } else {
                assertThat(status).as(role).isEqualTo(403);
                assertUntouched(victim);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_partner_role_without_a_partner_gets_nowhere(Door door) {
        Victim victim = victim();
        String token = Tokens.of("nobodys-portal").role("partner").token();

        assertThat(knock(asPosting(token), door, victim).statusCode()).isEqualTo(403);
        assertUntouched(victim);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_partner_who_also_has_a_role_of_the_studio_still_reaches_only_its_own(Door door) {
        Victim victim = victim();
        String token = Tokens.of("two-hats").portalOf(aPartner()).role("admin").token();

        Response response = knock(asPosting(token), door, victim);

        assertThat(response.asString())
                .doesNotContain(victim.endpoint().partner(), victim.useCase().reference());
        assertUntouched(victim);
    }

    @Test
    void a_delivery_is_reached_through_its_own_endpoint_alone() {
        Victim victim = victim();
        Endpoint mine = registers(aPartner(), "http://127.0.0.1:9/");
        String path = "/api/webhook-endpoints/" + mine.id() + "/deliveries/" + victim.delivery();

        as(portalOf(mine.partner())).get(path).then().statusCode(404);
        as(portalOf(mine.partner())).post(path + "/replay").then().statusCode(404);
        assertUntouched(victim);
    }

    @Test
    void a_cursor_of_another_leads_to_nothing_of_theirs() {
        String partner = aPartner();
        registers(partner, "http://127.0.0.1:9/");
        registers(partner, "http://127.0.0.1:9/");
        String cursor =
                as(portalOf(partner)).get("/api/webhook-endpoints?limit=1").path("next");

        as(portalOf(aPartner()))
                .get("/api/webhook-endpoints?cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void no_door_is_missing_from_this_table() {
        Set<String> existing = new TreeSet<>(Doors.declaredIn(Path.of("target/classes")));
        existing.addAll(Doors.in(given().get("/q/openapi").asByteArray()));

        assertThat(doors().map(door -> Doors.door(door.method(), door.path())))
                .containsExactlyInAnyOrderElementsOf(existing);
    }

    @Test
    void the_http_document_that_is_checked_in_is_the_one_that_is_served() {
        OpenApiDrift.assertNone(OPENAPI, given().get("/q/openapi").asString());
    }

    @Test
    void the_http_document_is_openapi_3_1() throws Exception {
        assertThat(Files.readString(OPENAPI, UTF_8)).contains("openapi: 3.1.0");
    }

    /** What an attacker is after. */
    record Victim(Endpoint endpoint, UseCase useCase, UUID delivery, String etag, int secrets) {}

    /** The same for all who leave it untouched. */
    private Victim victim() {
        if (victim == null) {
            victim = anotherVictim();
        }
        return victim;
    }

    private Victim anotherVictim() {
        String partner = aPartner();
        Endpoint endpoint = registers(partner, "http://127.0.0.1:9/");
        UseCase useCase = aUseCaseOf(partner);
        submits(useCase);
        isGranted(useCase);
        eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() > 0);
        eventually(() -> reads(endpoint).path("health.state").equals("FAILING"));
        return new Victim(
                endpoint,
                useCase,
                delivery(useCase.id(), "WEBHOOK").id(),
                reads(endpoint).header("ETag"),
                1);
    }

    private void assertUntouched(Victim victim) {
        Response endpoint = reads(victim.endpoint());
        assertThat(endpoint.statusCode()).isEqualTo(200);
        assertThat(endpoint.header("ETag")).isEqualTo(victim.etag());
        as(portalOf(victim.endpoint().partner()))
                .get("/api/webhook-endpoints/" + victim.endpoint().id() + "/secrets")
                .then()
                .body("items", hasSize(victim.secrets()));
        assertThat(deliveries(victim.useCase().id()))
                .filteredOn(row -> row.channel().equals("WEBHOOK"))
                .hasSize(1);
    }

    private static Response knock(RequestSpecification knocking, Door door, Victim victim) {
        String path = door.path()
                .replace("{id}", victim.endpoint().id().toString())
                .replace("{delivery}", victim.delivery().toString())
                .replace("{useCase}", victim.useCase().id().toString());
        if (door.body() != null) {
            knocking.body(door.body());
        }
        return knocking.header("If-Match", "*").request(door.method(), path);
    }
}
