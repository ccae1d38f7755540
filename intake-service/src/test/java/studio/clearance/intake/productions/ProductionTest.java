package studio.clearance.intake.productions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.IntakeTest;

@QuarkusTest
class ProductionTest extends IntakeTest {

    @Test
    void an_administrator_registers_a_production_with_those_who_work_on_it() {
        Response registered = registers(glasswing("partner-a"));

        registered
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", matchesPattern(".*/api/productions/[0-9a-f-]{36}"))
                .body("title", equalTo("Glasswing"))
                .body("partners[0].name", equalTo("Fathom & Field"));
        UUID id = UUID.fromString(registered.path("id"));
        as(PORTAL_A)
                .get("/api/productions/" + id)
                .then()
                .statusCode(200)
                .body("contact.name", equalTo("Dana Whitlock"))
                .body("timeZone", equalTo("Europe/London"));
        submits(PORTAL_A, id).then().statusCode(201);
    }

    @Test
    void a_repeated_registration_registers_once() {
        String key = UUID.randomUUID().toString();
        Response first = as(ADMIN_1)
                .header("Idempotency-Key", key)
                .body(glasswing("partner-a"))
                .post("/api/productions");
        Response again = as(ADMIN_1)
                .header("Idempotency-Key", key)
                .body(glasswing("partner-a"))
                .post("/api/productions");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void a_partner_nobody_knows_is_named_and_nothing_is_registered() {
        registers(glasswing("partner-zz")).then().statusCode(422).body("errors.pointer", hasItem("/partners/0"));
    }

    @Test
    void a_time_zone_nobody_knows_is_refused() {
        Map<String, Object> production = new HashMap<>(glasswing("partner-a"));
        production.put("timeZone", "Europe/Lundon");

        registers(production).then().statusCode(422).body("errors[0].pointer", equalTo("/timeZone"));
    }

    @Test
    void a_change_says_which_version_it_was_made_from() {
        UUID id = UUID.fromString(registers(glasswing("partner-a")).path("id"));
        Map<String, Object> changed = new HashMap<>(glasswing("partner-a"));
        changed.remove("partners");
        changed.put("title", "Glasswing, series 2");

        as(ADMIN_1).body(changed).put("/api/productions/" + id).then().statusCode(428);
        as(ADMIN_1)
                .header("If-Match", "\"7\"")
                .body(changed)
                .put("/api/productions/" + id)
                .then()
                .statusCode(412);
        as(ADMIN_1)
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/api/productions/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("title", equalTo("Glasswing, series 2"))
                .body("partners[0].id", equalTo("partner-a"));
    }

    @Test
    void of_changes_made_at_once_one_wins() throws Exception {
        UUID id = UUID.fromString(registers(glasswing("partner-a")).path("id"));

        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        Map<String, Object> changed = new HashMap<>(glasswing("partner-a"));
                        changed.remove("partners");
                        changed.put("title", "Glasswing " + i);
                        return as(ADMIN_1)
                                .header("If-Match", "\"1\"")
                                .body(changed)
                                .put("/api/productions/" + id)
                                .statusCode();
                    })
                    .toList();
            answers = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }

        assertThat(answers).containsOnlyOnce(200);
        assertThat(answers).filteredOn(answer -> answer != 200).containsOnly(412);
    }

    @Test
    void a_partner_is_registered_changed_and_let_onto_a_production() {
        String id = "partner-" + UUID.randomUUID();
        Map<String, Object> partner = Map.of("name", "Halo VFX", "email", "office@halo.example", "locale", "fr-FR");
        String address = "/api/productions/partners/" + id;

        Response registered = as(ADMIN_1).body(partner).put(address);
        registered.then().statusCode(201).body("name", equalTo("Halo VFX"));
        as(ADMIN_1).body(partner).put(address).then().statusCode(428);
        as(ADMIN_1)
                .header("If-Match", registered.header("ETag"))
                .body(Map.of("name", "Halo", "email", "office@halo.example", "locale", "fr-FR"))
                .put(address)
                .then()
                .statusCode(200)
                .body("name", equalTo("Halo"));
        as(ADMIN_1).get(address).then().statusCode(200).body("name", equalTo("Halo"));
        as(ADMIN_1).get("/api/productions/partners").then().body("items.id", hasItem(id));

        String works = "/api/productions/" + FOXFIRE + "/partners/" + id;
        as(ADMIN_1).put(works).then().statusCode(204);
        as(ADMIN_1).put(works).then().statusCode(204);
        as(ADMIN_1).get("/api/productions/" + FOXFIRE).then().body("partners.id", hasItem(id));
        as(ADMIN_1).delete(works).then().statusCode(204);
        as(ADMIN_1).delete(works).then().statusCode(204);
        as(ADMIN_1).put(works).then().statusCode(204);
    }

    @Test
    void who_or_what_is_not_registered_cannot_be_joined() {
        as(ADMIN_1)
                .put("/api/productions/" + FOXFIRE + "/partners/partner-zz")
                .then()
                .statusCode(404);
        as(ADMIN_1)
                .put("/api/productions/" + UUID.randomUUID() + "/partners/partner-a")
                .then()
                .statusCode(404);
        as(ADMIN_1)
                .body(Map.of("name", "X", "email", "x@x.example", "locale", "en"))
                .put("/api/productions/partners/Not%20An%20Id")
                .then()
                .statusCode(422);
        as(ADMIN_1)
                .body(Map.of("name", "X", "email", "nowhere", "locale", "en"))
                .put("/api/productions/partners/partner-x")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/email"));
    }

    private static Response registers(Map<String, Object> production) {
        return asPosting(ADMIN_1).body(production).post("/api/productions");
    }

    private static Map<String, Object> glasswing(String partner) {
        return Map.of(
                "title",
                "Glasswing",
                "locale",
                "en-GB",
                "timeZone",
                "Europe/London",
                "contact",
                Map.of(
                        "username", "contact-1",
                        "name", "Dana Whitlock",
                        "email", "dana.whitlock@studio.example",
                        "locale", "en-GB"),
                "partners",
                List.of(partner));
    }
}
