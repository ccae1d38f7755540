package studio.clearance.intake.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.IntakeTest;

@QuarkusTest
class ListTest extends IntakeTest {

    @Test
    void pages_show_each_use_case_once_though_more_come_in_between() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 7; i++) before.addFirst(submitted(PORTAL_B, FOXFIRE).toString());

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Response page = as(PORTAL_B)
                    .queryParam("limit", 2)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/api/use-cases");
            page.then().statusCode(200);
            seen.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next");
            submitted(PORTAL_B, FOXFIRE);
        } while (cursor != null && seen.size() < 7);

        assertThat(seen.subList(0, 7)).isEqualTo(before);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void the_last_page_has_no_next() {
        submitted(PORTAL_B, FOXFIRE);
        String cursor = null;
        int pages = 0;
        do {
            Response page = as(LEGAL_1)
                    .queryParam("limit", 200)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/api/use-cases");
            cursor = page.path("next");
            pages++;
        } while (cursor != null && pages < 100);

        assertThat(cursor).isNull();
    }

    @Test
    void a_filter_shows_what_has_the_status() {
        UUID withdrawn = submitted(PORTAL_A, NORTHERN_LINE);
        UUID stands = submitted(PORTAL_A, NORTHERN_LINE);
        asPosting(PORTAL_A)
                .body(Map.of("reason", "Cut"))
                .post("/api/use-cases/" + withdrawn + "/withdrawal")
                .then()
                .statusCode(200);

        List<String> found = as(PORTAL_A)
                .get("/api/use-cases?limit=200&status=WITHDRAWN&production=" + NORTHERN_LINE)
                .path("items.id");

        assertThat(found).contains(withdrawn.toString()).doesNotContain(stands.toString());
    }

    @Test
    void one_shows_the_words_as_they_were_declared_and_the_revision_as_its_tag() {
        UUID id = submitted(PRODUCER_A, NORTHERN_LINE);

        as(PRODUCER_A)
                .get("/api/use-cases/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id.toString()))
                .body("narrative", containsString("offline edit"))
                .body("declaration.in_final", equalTo("no"))
                .body("submittedBy.name", equalTo("Mei Chou"))
                .body("partner.name", equalTo("Fathom & Field"))
                .body("production.title", equalTo("Northern Line"));
    }

    @Test
    void a_query_that_makes_no_sense_is_refused_with_what_would() {
        as(PORTAL_A)
                .get("/api/use-cases?status=PENDING")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?status"))
                .body("errors[0].detail", containsString("WITHDRAWN"));
        as(PORTAL_A).get("/api/use-cases?limit=100000").then().statusCode(400);
        as(PORTAL_A).get("/api/use-cases?production=northern").then().statusCode(400);
        as(PORTAL_A).get("/api/use-cases?cursor=nonsense").then().statusCode(400);
        as(PORTAL_A).get("/api/use-cases/UC-1").then().statusCode(404);
    }
}
