package studio.clearance.intake.revising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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
class RevisionTest extends IntakeTest {

    @Test
    void a_revision_gets_the_next_number_and_goes_out_whole() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        revises(id, "\"1\"", "Growl, second take")
                .then()
                .statusCode(201)
                .header("ETag", "\"2\"")
                .body("revision", equalTo(2))
                .body("status", equalTo("SUBMITTED"))
                .body("title", equalTo("Growl, second take"));

        JsonNode event = published(id, 2).getLast();
        assertThat(event.path("revision").asInt()).isEqualTo(2);
        assertThat(event.path("title").asText()).isEqualTo("Growl, second take");
        assertThat(event.path("production").path("id").asText()).isEqualTo(NORTHERN_LINE.toString());
    }

    @Test
    void a_revision_says_which_one_it_was_made_from() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        asPosting(PORTAL_A)
                .body(otherWords("Growl"))
                .post("/api/use-cases/" + id + "/revisions")
                .then()
                .statusCode(428);
    }

    @Test
    void a_revision_made_from_an_old_one_is_refused() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        revises(id, "\"1\"", "Growl, second take").then().statusCode(201);

        revises(id, "\"1\"", "Growl, other take").then().statusCode(412).header("ETag", "\"2\"");
    }

    @Test
    void the_same_words_are_no_revision() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        revises(id, "\"1\"", "Growl").then().statusCode(201);

        revises(id, "\"2\"", "Growl").then().statusCode(409).body("type", containsString("revision-changes-nothing"));
    }

    @Test
    void a_withdrawn_use_case_takes_no_revision() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        asPosting(PORTAL_A)
                .body(Map.of("reason", "Cut"))
                .post("/api/use-cases/" + id + "/withdrawal")
                .then()
                .statusCode(200);

        revises(id, "\"1\"", "Growl").then().statusCode(409).body("type", containsString("use-case-withdrawn"));
    }

    @Test
    void of_revisions_made_at_once_one_wins() throws Exception {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> calls = IntStream.range(0, 8)
                    .<Callable<Response>>mapToObj(i -> () -> revises(id, "\"1\"", "Take " + i))
                    .toList();
            answers = threads.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .map(Response::statusCode)
                    .toList();
        }

        assertThat(answers).containsOnlyOnce(201);
        assertThat(answers).filteredOn(answer -> answer != 201).containsOnly(412);
        assertThat(published(id, 2)).hasSize(2);
    }

    @Test
    void a_repeated_revision_gets_the_first_answer_though_the_number_has_moved_on() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        String key = UUID.randomUUID().toString();
        Response first = revises(id, "\"1\"", "Growl", key);

        Response again = revises(id, "\"1\"", "Growl", key);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void what_was_declared_before_stays_on_record() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        revises(id, "\"1\"", "Growl, second take");

        assertThat(database.query("select number from revision where use_case_id = $1", id)
                        .size())
                .isEqualTo(2);
    }

    private static Response revises(UUID id, String ifMatch, String title) {
        return revises(id, ifMatch, title, UUID.randomUUID().toString());
    }

    private static Response revises(UUID id, String ifMatch, String title, String key) {
        return as(PORTAL_A)
                .header("Idempotency-Key", key)
                .header("If-Match", ifMatch)
                .body(otherWords(title))
                .post("/api/use-cases/" + id + "/revisions");
    }
}
