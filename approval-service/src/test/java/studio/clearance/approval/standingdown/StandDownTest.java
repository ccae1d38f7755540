package studio.clearance.approval.standingdown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.messaging.TriageConsumer;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class StandDownTest extends ServiceTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");
    private static final Path EXAMPLE =
            Path.of("../triage-service/src/main/contracts/examples/EscalationWithdrawn.v1.json");

    @Inject
    TriageConsumer triage;

    private final UUID useCase = TimeOrderedIds.next();

    @Test
    void the_open_case_of_a_use_that_a_newer_policy_clears_leaves_the_queue() {
        UUID open = opens(Examples.forTheContact(useCase));

        hears(takenBack(1));

        assertThat(stateOf(open)).isEqualTo("SUPERSEDED");
        assertThat(openCaseOf(useCase)).isEmpty();
        JsonNode told = told(useCase, 1).getFirst();
        ContractCheck.assertValid(CONTRACTS, "ReviewCaseStoodDown.v1", Json.write(told));
        assertThat(told.path("reviewCaseId").asText()).isEqualTo(open.toString());
        assertThat(told.path("policyVersion").asText()).isEqualTo("2");
    }

    @Test
    void a_case_that_someone_works_on_leaves_it_too_and_says_so_in_its_history() {
        UUID open = opens(Examples.forLegal(useCase));
        claims(LEGAL_1, open).then().statusCode(200);

        hears(takenBack(1));

        assertThat(stateOf(open)).isEqualTo("SUPERSEDED");
        assertThat(database.query("select 1 from audit_entry where case_id = $1 and entry like '%stood-down%'", open)
                        .rowCount())
                .isEqualTo(1);
    }

    @Test
    void what_is_told_twice_is_done_once() {
        opens(Examples.forTheContact(useCase));

        hears(takenBack(1), takenBack(1));

        assertThat(told(useCase, 1)).hasSize(1);
    }

    @Test
    void what_was_asked_of_another_revision_is_not_taken_back() {
        ObjectNode second = Examples.forTheContact(useCase);
        second.put("revision", 2);
        ((ObjectNode) second.get("useCase")).put("revision", 2);
        UUID open = opens(second);

        hears(takenBack(1));

        assertThat(stateOf(open)).isEqualTo("QUEUED");
    }

    @Test
    void what_is_asked_again_after_it_was_taken_back_has_a_case() {
        UUID open = opens(Examples.forTheContact(useCase));
        ObjectNode again = Examples.forTheContact(useCase).put("reason", "POLICY_CHANGED");

        hears(takenBack(1), Examples.received("EscalationRequested", again));

        assertThat(stateOf(open)).isEqualTo("SUPERSEDED");
        assertThat(openCaseOf(useCase)).isPresent();
    }

    @Test
    void what_a_contact_sent_on_to_legal_stays_with_legal() {
        UUID contacts = opens(Examples.forTheContact(useCase));
        claims(CONTACT_1, contacts).then().statusCode(200);
        decides(CONTACT_1, contacts, Map.of("decision", "ESCALATE", "note", "For legal to say."))
                .then()
                .statusCode(201);
        UUID legals = openCaseOf(useCase).orElseThrow();

        hears(takenBack(1));

        assertThat(stateOf(legals)).isEqualTo("QUEUED");
    }

    private void hears(ReceivedEvent... events) {
        database.transaction(tx -> {
            triage.handle(tx, List.of(events));
            return null;
        });
    }

    private ReceivedEvent takenBack(int revision) {
        try {
            ObjectNode event = (ObjectNode) Json.tree(Files.readAllBytes(EXAMPLE));
            event.put("useCaseId", useCase.toString()).put("revision", revision);
            return Examples.received("EscalationWithdrawn", event);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
