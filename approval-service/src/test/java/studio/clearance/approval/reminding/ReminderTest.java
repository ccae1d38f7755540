package studio.clearance.approval.reminding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Pace;
import studio.clearance.approval.settings.ShiftedMoments;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class ReminderTest extends ServiceTest {

    @Inject
    WatchClocks clocks;

    @Inject
    ReviewCases cases;

    @Inject
    Outbox outbox;

    @Inject
    ApprovalSettings settings;

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

    @Test
    void very_many_that_are_due_at_once_are_announced_once_each_and_in_portions() throws Exception {
        List<UUID> useCases = openCases(600);
        database.query(
                "update review_case set next_mark_at = now() - interval '1 second' where use_case_id = any($1)",
                (Object) useCases.toArray(UUID[]::new));

        together(
                () -> {
                    clocks.announce();
                    return 0;
                },
                () -> {
                    replica(Duration.ZERO).announce();
                    return 0;
                });
        eventually(() -> reached(useCases) == 0);

        assertThat(marksOf(useCases)).as("HALF once for each").isEqualTo(600);
        assertThat(largestTransaction(useCases)).as("a portion at most").isLessThanOrEqualTo(50);
    }

    @Test
    void a_clock_that_is_set_forward_and_back_and_a_restart_announce_nothing_twice() {
        List<UUID> useCases = openCases(1);
        database.query(
                "update review_case set next_mark_at = now() + interval '30 minutes' where use_case_id = any($1)",
                (Object) useCases.toArray(UUID[]::new));

        replica(Duration.ZERO).announce();
        assertThat(marksOf(useCases)).isZero();
        replica(Duration.ofHours(2)).announce();
        assertThat(marksOf(useCases)).isEqualTo(1);
        replica(Duration.ZERO).announce();
        replica(Duration.ofHours(-2)).announce();
        replica(Duration.ofHours(2)).announce();

        assertThat(marksOf(useCases)).isEqualTo(1);
    }

    /** Another process, with a clock of its own, on the same database. */
    private WatchClocks replica(Duration shift) {
        return new WatchClocks(
                database, cases, outbox, ShiftedMoments.by(shift, settings), new Pace(settings), settings);
    }

    private List<UUID> openCases(int count) {
        List<ObjectNode> escalations = java.util.stream.IntStream.range(0, count)
                .mapToObj(n -> Examples.forLegal(TimeOrderedIds.next()))
                .toList();
        database.transaction(tx -> {
            opening.handle(
                    tx,
                    escalations.stream()
                            .map(event -> Examples.received("EscalationRequested", event))
                            .toList());
            return null;
        });
        return escalations.stream().map(ServiceTest::useCase).toList();
    }

    private long reached(List<UUID> useCases) {
        return number(
                "select count(*) from review_case where next_mark_at <= now() and use_case_id = any($1)", useCases);
    }

    private long marksOf(List<UUID> useCases) {
        return number(
                "select count(*) from audit_entry a join review_case c on c.id = a.case_id"
                        + " where c.use_case_id = any($1) and a.number > 1",
                useCases);
    }

    private long largestTransaction(List<UUID> useCases) {
        return number(
                "select max(entries) from (select count(*) as entries from audit_entry a"
                        + " join review_case c on c.id = a.case_id where c.use_case_id = any($1) and a.number > 1"
                        + " group by a.xid) t",
                useCases);
    }

    private long number(String sql, List<UUID> useCases) {
        return database.query(sql, (Object) useCases.toArray(UUID[]::new))
                .iterator()
                .next()
                .getLong(0);
    }
}
