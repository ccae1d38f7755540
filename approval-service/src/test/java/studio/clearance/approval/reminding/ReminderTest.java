package studio.clearance.approval.reminding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.Json;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class ReminderTest extends ServiceTest {

    @Inject
    WatchClocks clocks;

    @Test
    void marks_are_announced_once_each_and_approve_nothing() {
        UUID caseId = aCaseForLegal();

        for (int mark = 0; mark < 4; mark++) {
            database.query(
                    "update review_case set next_mark_at = now() - interval '1 second' where id = $1 and next_mark is not null",
                    caseId);
            clocks.announce();
        }

        List<JsonNode> events = told(useCaseOf(caseId), 3);
        assertThat(events).extracting(event -> event.path("mark").asText()).containsExactly("HALF", "DUE", "OVERDUE");
        assertThat(events.get(2).path("escalatedTo").asText()).isEqualTo("admin");
        events.forEach(
                event -> ContractCheck.assertValid(Path.of("src/main/contracts"), "ReviewDue.v1", Json.write(event)));
        assertThat(stateOf(caseId)).isEqualTo("QUEUED");
    }
}
