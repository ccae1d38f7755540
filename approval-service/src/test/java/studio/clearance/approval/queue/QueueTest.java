package studio.clearance.approval.queue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.TimeOrderedIds;

@QuarkusTest
class QueueTest extends ServiceTest {

    @Test
    void a_case_opens_in_its_lane_with_what_the_queue_shows() {
        UUID production = UUID.randomUUID();
        UUID caseId = aCaseIn(production);

        Map<String, Object> line = as(LEGAL_1)
                .queryParam("production", production)
                .get("/api/review-cases")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items[0]");

        assertThat(line)
                .containsEntry("id", caseId.toString())
                .containsEntry("lane", "legal")
                .containsEntry("state", "QUEUED")
                .containsEntry("outcome", "ESCALATE")
                .containsEntry("reference", "UC-2418");
    }

    @Test
    void each_sees_what_their_role_may_see() {
        UUID production = UUID.randomUUID();
        UUID legal = aCaseIn(production);
        UUID both = opens(inProduction(production, Examples.forLegalAndLabour(TimeOrderedIds.next())));
        UUID contact = opens(inProduction(production, Examples.forTheContact(TimeOrderedIds.next())));

        assertThat(found(LEGAL_1, "production", production)).containsExactlyInAnyOrder(legal, both, contact);
        assertThat(found(CONTACT_1, "production", production)).containsExactly(contact);
        assertThat(found(LABOUR_1, "production", production)).containsExactly(both);
        assertThat(found(AUDITOR_1, "production", production)).containsExactlyInAnyOrder(legal, both, contact);
        as(CONTACT_1).get("/api/review-cases/" + legal).then().statusCode(404);
        as(LABOUR_1).get("/api/review-cases/" + legal).then().statusCode(404);
        as(LABOUR_1).get("/api/review-cases/" + both).then().statusCode(200);
        as(PARTNER_A).get("/api/review-cases").then().statusCode(403);
        as(POLICY_1).get("/api/review-cases").then().statusCode(403);
        given().get("/api/review-cases").then().statusCode(401);
    }

    @Test
    void pages_follow_one_another_without_gap_or_overlap() {
        UUID production = UUID.randomUUID();
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(aCaseIn(production));
        }
        // A paused case has no due date and still has its place: the last.
        claims(LEGAL_1, all.get(2)).then().statusCode(200);
        asks(LEGAL_1, all.get(2)).then().statusCode(201);

        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            var page = as(LEGAL_1)
                    .queryParam("production", production)
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor == null ? "" : cursor)
                    .get("/api/review-cases")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.getList("items.id", String.class).forEach(id -> seen.add(UUID.fromString(id)));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThat(seen.getLast()).isEqualTo(all.get(2));
    }

    @Test
    void filters_narrow() {
        UUID production = UUID.randomUUID();
        UUID mine = aCaseIn(production);
        UUID free = aCaseIn(production);
        UUID asked = aCaseIn(production);
        claims(LEGAL_1, mine).then().statusCode(200);
        claims(LEGAL_2, asked).then().statusCode(200);
        asks(LEGAL_2, asked).then().statusCode(201);

        assertThat(found(LEGAL_1, "production", production, "assignee", "me")).containsExactly(mine);
        assertThat(found(LEGAL_1, "production", production, "assignee", "legal-2"))
                .containsExactly(asked);
        assertThat(found(LEGAL_1, "production", production, "assignee", "nobody"))
                .containsExactly(free);
        assertThat(found(LEGAL_1, "production", production, "state", "CLAIMED")).containsExactly(mine);
        assertThat(found(LEGAL_1, "production", production, "due", "paused")).containsExactly(asked);
        assertThat(found(LEGAL_1, "production", production, "due", "overdue")).isEmpty();
        assertThat(found(LEGAL_1, "production", production, "clause", "DU-2")).hasSize(3);
        assertThat(found(LEGAL_1, "production", production, "clause", "ER-1")).isEmpty();
        assertThat(found(LEGAL_1, "production", production, "lane", "contact")).isEmpty();
        assertThat(found(LEGAL_1, "production", production, "outcome", "ESCALATE"))
                .hasSize(3);
        assertThat(found(LEGAL_1, "production", production, "partner", "partner-b"))
                .isEmpty();
        as(LEGAL_1).queryParam("lane", "both").get("/api/review-cases").then().statusCode(400);
        as(LEGAL_1).queryParam("cursor", "%%%").get("/api/review-cases").then().statusCode(400);
    }

    @Test
    void what_was_decided_is_listed_newest_first() {
        UUID production = UUID.randomUUID();
        UUID first = aCaseIn(production);
        UUID second = aCaseIn(production);
        for (UUID caseId : List.of(first, second)) {
            claims(LEGAL_1, caseId).then().statusCode(200);
            decides(LEGAL_1, caseId, aDenial()).then().statusCode(201);
        }

        assertThat(found(LEGAL_1, "production", production)).isEmpty();
        assertThat(found(LEGAL_1, "production", production, "state", "DENIED")).containsExactly(second, first);
    }

    @Test
    void a_case_shows_everything_and_what_its_reader_may_do() {
        UUID caseId = aCaseForLegal();

        var mine = as(LEGAL_1)
                .get("/api/review-cases/" + caseId)
                .then()
                .statusCode(200)
                .extract();
        var auditors = as(AUDITOR_1)
                .get("/api/review-cases/" + caseId)
                .then()
                .statusCode(200)
                .extract();

        assertThat(mine.<String>path("useCase.submittedBy.name")).isEqualTo("Mei Chou");
        assertThat(mine.<List<String>>path("assessment.clauses.id")).contains("IN-2", "IN-4a", "DU-2");
        assertThat(mine.<List<String>>path("history.action")).containsExactly("opened");
        assertThat(mine.<Boolean>path("actions.find { it.name == 'claim' }.allowed"))
                .isTrue();
        assertThat(mine.<String>path("actions.find { it.name == 'grant' }.why")).isEqualTo("Claim the case first.");
        assertThat(auditors.<Boolean>path("actions.find { it.name == 'claim' }.allowed"))
                .isFalse();
    }

    @Test
    void an_etag_names_the_version() {
        UUID caseId = aCaseForLegal();

        assertThat(claims(LEGAL_1, caseId).getHeader("ETag")).isEqualTo("\"2\"");
        assertThat(as(LEGAL_1).get("/api/review-cases/" + caseId).getHeader("ETag"))
                .isEqualTo("\"2\"");
    }

    private UUID aCaseIn(UUID production) {
        return opens(inProduction(production, Examples.forLegal(TimeOrderedIds.next())));
    }

    private static ObjectNode inProduction(UUID production, ObjectNode event) {
        ((ObjectNode) event.at("/useCase/production")).put("id", production.toString());
        return event;
    }

    private static List<UUID> found(String token, Object... filter) {
        var request = as(token);
        for (int i = 0; i < filter.length; i += 2) {
            request.queryParam((String) filter[i], filter[i + 1]);
        }
        return request
                .get("/api/review-cases")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", String.class)
                .stream()
                .map(UUID::fromString)
                .toList();
    }
}
