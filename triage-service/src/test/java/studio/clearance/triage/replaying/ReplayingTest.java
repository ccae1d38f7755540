package studio.clearance.triage.replaying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.triage.PolicyTexts;
import studio.clearance.triage.TriageTest;

@QuarkusTest
class ReplayingTest extends TriageTest {

    @Test
    void a_replay_finds_what_would_change_and_by_which_clause() {
        UUID affected = triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
        UUID unaffected = triaged(aScratchGrowl());
        String version = aStricterDraft("t-finds");

        JsonNode replay = replayed(version);

        assertThat(replay.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(replay.path("against").asText()).isNotEmpty();
        assertThat(replay.path("examined").asLong())
                .isEqualTo(replay.path("total").asLong())
                .isPositive();
        long moved = replay.at("/moves/CLEARED_NOTIFY/CONTACT_REVIEW").asLong();
        assertThat(moved).isPositive().isEqualTo(replay.path("changed").asLong());
        assertThat(replay.at("/byClause/" + PolicyTexts.ADDED + "/CLEARED_NOTIFY/CONTACT_REVIEW")
                        .asLong())
                .isEqualTo(moved);
        assertThat(replay.at("/openCases/cleared").asLong()).isPositive();
        Set<String> changed = changedCases(version, 2);
        assertThat(changed)
                .contains(affected.toString())
                .doesNotContain(unaffected.toString())
                .hasSize((int) moved);
    }

    @Test
    void the_changes_are_selected_by_outcome_and_clause() {
        triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
        String version = aStricterDraft("t-selects");
        replayed(version);

        as(AUDITOR_1)
                .queryParam("to", "ESCALATE")
                .get("/api/policies/" + version + "/replay/changes")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        as(AUDITOR_1)
                .queryParam("from", "CLEARED_NOTIFY")
                .queryParam("clause", PolicyTexts.ADDED)
                .get("/api/policies/" + version + "/replay/changes")
                .then()
                .statusCode(200)
                .body("items.to", everyItem(equalTo("CONTACT_REVIEW")));
    }

    @Test
    void the_changes_are_a_table_that_a_spreadsheet_does_not_take_for_formulas() {
        ObjectNode submission = PolicyTexts.affectedByTheStricter(aScratchGrowl());
        submission.put("title", "=HYPERLINK(\"http://evil.example\"), \"growl\"");
        triaged(submission);
        String version = aStricterDraft("t-table");
        replayed(version);

        String csv = as(AUDITOR_1)
                .get("/api/policies/" + version + "/replay/changes.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        assertThat(csv.lines().findFirst()).contains(ChangedCaseView.CSV_HEAD.strip());
        assertThat(csv).contains("\"'=HYPERLINK(\"\"http://evil.example\"\"), \"\"growl\"\"\"");
    }

    @Test
    void a_cancelled_replay_goes_on_where_it_stopped() {
        submitMany(120);
        String version = aStricterDraft("t-cancelled");
        asPosting(POLICY_1).post("/api/policies/" + version + "/replay").then().statusCode(202);

        Response cancelled = as(POLICY_1).post("/api/policies/" + version + "/replay/cancellation");

        assertThat(cancelled.statusCode()).isIn(200, 409);
        if (cancelled.statusCode() == 200) {
            long examined = replay(version).path("examined").asLong();
            asPosting(POLICY_2)
                    .header("If-Match", etagOf(version))
                    .post("/api/policies/" + version + "/publication")
                    .then()
                    .statusCode(409);
            as(POLICY_1)
                    .post("/api/policies/" + version + "/replay/resumption")
                    .then()
                    .statusCode(200);
            JsonNode resumed = eventually(
                    () -> replay(version),
                    replay -> replay.path("state").asText().equals("COMPLETED"));
            assertThat(resumed.path("examined").asLong())
                    .isEqualTo(resumed.path("total").asLong())
                    .isGreaterThanOrEqualTo(examined);
            assertThat(changedCases(version, 50))
                    .hasSize(resumed.path("changed").asInt());
        }
        as(POLICY_1)
                .post("/api/policies/" + version + "/replay/cancellation")
                .then()
                .statusCode(409);
        as(POLICY_1)
                .post("/api/policies/" + version + "/replay/resumption")
                .then()
                .statusCode(409);
    }

    @Test
    void a_replay_whose_worker_died_is_taken_over_where_it_was_saved() {
        submitMany(60);
        String version = aStricterDraft("t-died");
        UUID dead = UUID.randomUUID();
        database.query("""
                insert into replay (id, version, sha256, against, against_sha256, evaluator, state, requested_by, requested_at, up_to, total,
                                    cursor, examined, worker, lease_until)
                select $1, v.version, v.sha256, p.version, p.sha256, $4, 'RUNNING', 'Lena Fuchs', now(), s.up_to, s.total, s.cursor, 40, $2,
                       now() + interval '1 second'
                from policy_version v, policy_version p,
                     (select max(seq) as up_to, count(*) as total, (select seq from submission order by seq offset 39 limit 1) as cursor
                      from submission) s
                where v.version = $3 and p.version = '1'""", UUID.randomUUID(), dead, version, evaluator());

        JsonNode taken = eventually(
                () -> replay(version), replay -> replay.path("state").asText().equals("COMPLETED"));

        assertThat(taken.path("examined").asLong())
                .isEqualTo(taken.path("total").asLong());
    }

    @Test
    void a_replay_that_a_newer_evaluator_cannot_finish_says_so() {
        String version = aStricterDraft("t-other-evaluator");
        database.query("""
                insert into replay (id, version, sha256, against, against_sha256, evaluator, state, requested_by, requested_at, up_to, total)
                select $1, v.version, v.sha256, p.version, p.sha256, 'of last year', 'RUNNING', 'Lena Fuchs', now(), 10, 10
                from policy_version v, policy_version p where v.version = $2 and p.version = '1'""", UUID.randomUUID(), version);

        JsonNode failed = eventually(
                () -> replay(version), replay -> replay.path("state").asText().equals("FAILED"));

        assertThat(failed.path("failure").asText()).contains("replay it again");
    }

    @Test
    void one_replay_of_a_version_runs_at_a_time() {
        submitMany(120);
        String version = aStricterDraft("t-one-at-a-time");
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(asPosting(POLICY_1)
                    .post("/api/policies/" + version + "/replay")
                    .statusCode());
        }

        assertThat(answers).first().isEqualTo(202);
        assertThat(answers).allMatch(status -> status == 202 || status == 409);
        assertThat(database.query("select 1 from replay where version = $1 and state = 'RUNNING'", version)
                        .rowCount())
                .isLessThanOrEqualTo(1);
        eventually(
                () -> replay(version), replay -> !replay.path("state").asText().equals("RUNNING"));
    }

    private String aStricterDraft(String version) {
        drafts(POLICY_1, PolicyTexts.stricter(builtInText(), version))
                .then()
                .statusCode(201)
                .body("problems.size()", equalTo(0));
        return version;
    }

    private static Set<String> changedCases(String version, int pageSize) {
        Set<String> useCases = new HashSet<>();
        String cursor = null;
        do {
            var request = as(AUDITOR_1).queryParam("limit", pageSize);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonNode page = request.get("/api/policies/" + version + "/replay/changes")
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(JsonNode.class);
            page.get("items")
                    .forEach(item -> assertThat(
                                    useCases.add(item.get("useCaseId").asText()))
                            .isTrue());
            cursor = page.path("next").textValue();
        } while (cursor != null);
        return useCases;
    }

    private void submitMany(int count) {
        List<ProducerRecord<String, byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode submission = PolicyTexts.affectedByTheStricter(aScratchGrowl());
            messages.add(message(
                    "clearance.intake",
                    "UseCaseSubmitted",
                    TimeOrderedIds.next(),
                    idOf(submission),
                    Json.write(submission)));
        }
        tell(messages);
        UUID[] useCases =
                messages.stream().map(message -> UUID.fromString(message.key())).toArray(UUID[]::new);
        eventually(
                () -> database.query("select 1 from triage where use_case_id = any($1)", (Object) useCases)
                        .rowCount(),
                decided -> decided == count);
    }

    private String evaluator() {
        return as(AUDITOR_1)
                .body(Map.of("declaration", Map.of()))
                .post("/api/assessments")
                .path("policy.evaluator");
    }
}
