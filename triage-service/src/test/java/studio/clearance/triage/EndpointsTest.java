package studio.clearance.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.Doors;

/** Every endpoint as nobody and as each role. An endpoint that is missing from the table fails the test. */
@QuarkusTest
class EndpointsTest extends TriageTest {

    private static final Map<String, String> PEOPLE = new LinkedHashMap<>();

    static {
        PEOPLE.put("partner", PARTNER_A);
        PEOPLE.put("contact", CONTACT_1);
        PEOPLE.put("legal", LEGAL_1);
        PEOPLE.put("labour", LABOUR_1);
        PEOPLE.put("owner", POLICY_1);
        PEOPLE.put("auditor", AUDITOR_1);
        PEOPLE.put("admin", ADMIN_1);
    }

    private static final Set<String> EVERYBODY = PEOPLE.keySet();
    private static final Set<String> REPLAY_READERS = Set.of("owner", "auditor", "admin");
    private static final Set<String> OWNERS = Set.of("owner");

    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
            Map.entry("POST /api/assessments", EVERYBODY),
            Map.entry("GET /api/vocabulary", EVERYBODY),
            Map.entry("GET /api/triages/{useCaseId}", EVERYBODY),
            Map.entry("GET /api/triages/{useCaseId}/{triageId}/reproduction", EVERYBODY),
            Map.entry("GET /api/policies", EVERYBODY),
            Map.entry("POST /api/policies", OWNERS),
            Map.entry("GET /api/policies/current", EVERYBODY),
            Map.entry("GET /api/policies/{version}", EVERYBODY),
            Map.entry("PUT /api/policies/{version}", OWNERS),
            Map.entry("GET /api/policies/{version}/text", EVERYBODY),
            Map.entry("GET /api/policies/{version}/difference", EVERYBODY),
            Map.entry("POST /api/policies/{version}/withdrawal", OWNERS),
            Map.entry("GET /api/policies/{version}/publication", EVERYBODY),
            Map.entry("POST /api/policies/{version}/publication", OWNERS),
            Map.entry("GET /api/policies/{version}/replay", REPLAY_READERS),
            Map.entry("POST /api/policies/{version}/replay", OWNERS),
            Map.entry("POST /api/policies/{version}/replay/cancellation", OWNERS),
            Map.entry("POST /api/policies/{version}/replay/resumption", OWNERS),
            Map.entry("GET /api/policies/{version}/replay/changes", REPLAY_READERS),
            Map.entry("GET /api/policies/{version}/replay/changes.csv", REPLAY_READERS),
            Map.entry("GET /policy", EVERYBODY),
            Map.entry("GET /policy/playground", EVERYBODY),
            Map.entry("GET /policy/{version}/text", EVERYBODY),
            Map.entry("GET /policy/{version}/replay/changes.csv", REPLAY_READERS),
            Map.entry("POST /policy/{version}/replay", OWNERS),
            Map.entry("POST /policy/{version}/replay/cancellation", OWNERS),
            Map.entry("POST /policy/{version}/replay/resumption", OWNERS),
            Map.entry("POST /policy/{version}/publication/confirmation", OWNERS),
            Map.entry("POST /policy/{version}/publication", OWNERS),
            Map.entry("GET /policy/{version}/{form}{rest}", EVERYBODY));

    @Test
    void the_table_names_every_endpoint() {
        assertThat(TABLE.keySet().stream().map(endpoint -> Doors.door(endpoint.split(" ")[0], endpoint.split(" ")[1])))
                .containsExactlyInAnyOrderElementsOf(Doors.declaredBelow("studio.clearance.triage"));
    }

    @Test
    void nobody_gets_in_anywhere() {
        TABLE.keySet()
                .forEach(endpoint ->
                        assertThat(call(endpoint, null)).as(endpoint).isEqualTo(401));
    }

    @Test
    void each_role_gets_in_where_it_belongs_and_nowhere_else() {
        TABLE.forEach((endpoint, admitted) -> PEOPLE.forEach((role, token) -> {
            int status = call(endpoint, token);
            if (admitted.contains(role)) {
                assertThat(status).as("%s as %s", endpoint, role).isNotIn(401, 403, 500);
            } else {
                assertThat(status).as("%s as %s", endpoint, role).isEqualTo(403);
            }
        }));
    }

    private static int call(String endpoint, String token) {
        String[] parts = endpoint.split(" ");
        String path = parts[1].replace("{version}", "no-such-version")
                .replace("{useCaseId}", UUID.randomUUID().toString())
                .replace("{triageId}", UUID.randomUUID().toString())
                .replace("{form}{rest}", "replay");
        var request = token == null ? RestAssured.given().contentType("application/json") : asPosting(token);
        request.header("If-Match", "\"1\"").redirects().follow(false);
        if (path.startsWith("/policy")) {
            request.contentType("application/x-www-form-urlencoded").header("Sec-Fetch-Site", "same-origin");
        } else if (!parts[0].equals("GET")) {
            request.body("{}");
        }
        return request.request(parts[0], path).statusCode();
    }
}
