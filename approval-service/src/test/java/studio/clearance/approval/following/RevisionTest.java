package studio.clearance.approval.following;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class RevisionTest extends ServiceTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");

    private final ObjectNode first = Examples.forLegal(TimeOrderedIds.next());

    @Test
    void a_revision_of_an_open_case_takes_its_place_and_shows_what_changed() {
        UUID before = opens(first);
        posting(LEGAL_1)
                .body(Map.of("text", "Ask for the consent form."))
                .post("/api/review-cases/" + before + "/comments")
                .then()
                .statusCode(201);
        ObjectNode second = second(useCase -> declaration(useCase).put("in_final", "no"));

        tellsOfPartner("UseCaseSubmitted", useCaseOf(second));
        assertThat(stateOf(before)).isEqualTo("SUPERSEDED");
        tellsOfEscalation(second);

        UUID after = openCaseOf(useCase(first)).orElseThrow();
        var view = as(LEGAL_1).get("/api/review-cases/" + after).jsonPath();
        assertThat(view.getString("previousCaseId")).isEqualTo(before.toString());
        assertThat(view.getList("differences.field", String.class)).containsExactly("in_final");
        assertThat(view.getList("comments.text", String.class)).containsExactly("Ask for the consent form.");
        JsonNode event = told(useCase(first), 1).getFirst();
        ContractCheck.assertValid(CONTRACTS, "ReviewCaseSuperseded.v1", Json.write(event));
    }

    @Test
    void it_is_the_same_when_triage_is_heard_before_intake() {
        UUID before = opens(first);
        ObjectNode second = second(useCase -> declaration(useCase).put("in_final", "no"));

        tellsOfEscalation(second);
        tellsOfPartner("UseCaseSubmitted", useCaseOf(second));

        assertThat(stateOf(before)).isEqualTo("SUPERSEDED");
        UUID after = openCaseOf(useCase(first)).orElseThrow();
        assertThat(as(LEGAL_1).get("/api/review-cases/" + after).<Integer>path("useCase.revision"))
                .isEqualTo(2);
    }

    @Test
    void an_approval_whose_ground_has_moved_ends_and_the_case_reopens() {
        UUID approval = granted(opens(first));
        ObjectNode second = second(useCase -> declaration(useCase).put("in_final", "no"));

        tellsOfPartner("UseCaseSubmitted", useCaseOf(second));
        assertThat(approvalState(approval)).isEqualTo("SUPERSEDED");
        tellsOfEscalation(second);

        UUID reopened = openCaseOf(useCase(first)).orElseThrow();
        var line = as(LEGAL_1).get("/api/review-cases/" + reopened).jsonPath();
        assertThat(line.getList("differences.field", String.class)).containsExactly("in_final");
        JsonNode event = told(useCase(first), 2).get(1);
        ContractCheck.assertValid(CONTRACTS, "ApprovalSuperseded.v1", Json.write(event));
        assertThat(event.path("because").asText()).isEqualTo("REVISED");
    }

    @Test
    void an_approval_whose_ground_is_untouched_stays_and_says_why() {
        UUID approval = granted(opens(first));
        ObjectNode second = second(useCase -> useCase.put("title", "A better title"));

        tellsOfPartner("UseCaseSubmitted", useCaseOf(second));
        tellsOfEscalation(second);

        assertThat(approvalState(approval)).isEqualTo("IN_FORCE");
        assertThat(openCaseOf(useCase(first))).isEmpty();
        JsonNode event = told(useCase(first), 2).get(1);
        ContractCheck.assertValid(CONTRACTS, "ApprovalUpheld.v1", Json.write(event));
        assertThat(event.path("why").asText())
                .isEqualTo("Only title changed; nothing the decision rests on is different.");
    }

    @Test
    void an_answer_that_meant_nothing_before_ends_an_approval_when_the_guidance_now_demands_something() {
        UUID approval = granted(opens(first));
        ObjectNode second = second(useCase -> declaration(useCase).put("quality_tests", "not_planned"));
        ((ArrayNode) second.at("/assessment/clauses"))
                .add(Json.tree(utf8("{\"id\":\"ER-1\",\"heading\":\"h\",\"says\":\"s\",\"demand\":\"APPROVE\","
                        + "\"because\":[],\"certainty\":\"fired\"}")));

        tellsOfPartner("UseCaseSubmitted", useCaseOf(second));
        assertThat(approvalState(approval)).isEqualTo("IN_FORCE");
        tellsOfEscalation(second);

        assertThat(approvalState(approval)).isEqualTo("SUPERSEDED");
        assertThat(openCaseOf(useCase(first))).isPresent();
    }

    @Test
    void what_was_overtaken_opens_nothing() {
        ObjectNode second = second(useCase -> declaration(useCase).put("in_final", "no"));
        tellsOfPartner("UseCaseSubmitted", useCaseOf(second));

        tellsOfEscalation(first);

        assertThat(openCaseOf(useCase(first))).isEmpty();
    }

    @Test
    void what_was_withdrawn_opens_nothing() {
        tellsOfPartner("UseCaseWithdrawn", Examples.withdrawal(useCase(first), 1));

        tellsOfEscalation(first);

        assertThat(openCaseOf(useCase(first))).isEmpty();
    }

    @Test
    void a_withdrawal_ends_the_letter_too() {
        UUID approval = granted(opens(first));

        tellsOfPartner("UseCaseWithdrawn", Examples.withdrawal(useCase(first), 1));

        assertThat(approvalState(approval)).isEqualTo("REVOKED");
    }

    @Test
    void a_newer_policy_moves_an_open_case_to_its_new_lane() {
        UUID before = opens(Examples.forTheContact(useCase(first)));
        ObjectNode again = first.deepCopy().put("reason", "POLICY_CHANGED");

        tellsOfEscalation(again);

        assertThat(stateOf(before)).isEqualTo("SUPERSEDED");
        UUID after = openCaseOf(useCase(first)).orElseThrow();
        assertThat(as(LEGAL_1).get("/api/review-cases/" + after).<String>path("lane"))
                .isEqualTo("legal");
    }

    @Test
    void two_revisions_in_one_poll_leave_one_open_case() {
        ObjectNode second = second(useCase -> declaration(useCase).put("in_final", "no"));

        database.transaction(tx -> {
            opening.handle(
                    tx,
                    List.of(
                            Examples.received("EscalationRequested", first),
                            Examples.received("EscalationRequested", second)));
            return null;
        });

        Optional<UUID> open = openCaseOf(useCase(first));
        assertThat(open).isPresent();
        assertThat(as(LEGAL_1).get("/api/review-cases/" + open.get()).<Integer>path("useCase.revision"))
                .isEqualTo(2);
    }

    private ObjectNode second(Consumer<ObjectNode> change) {
        return Examples.revised(first, 2, change);
    }

    private static ObjectNode useCaseOf(ObjectNode escalation) {
        return (ObjectNode) escalation.path("useCase");
    }

    private static ObjectNode declaration(ObjectNode useCase) {
        return (ObjectNode) useCase.path("declaration");
    }

    private static String approvalState(UUID approval) {
        return as(LEGAL_1).get("/api/approvals/" + approval).path("state");
    }
}
