package studio.clearance.intake.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.IntakeTest;
import studio.clearance.local.RealStack;

/** What the database refuses in the middle of a transaction that others share. */
@QuarkusTest
class FailingSubmissionTest extends IntakeTest {

    @BeforeEach
    void theDatabaseTakesNoRevisionThatSpeaksOfPoison() throws SQLException {
        asOwner("alter table revision add constraint no_poison check (content not like '%poison%') not valid");
    }

    @AfterEach
    void theDatabaseTakesEverythingAgain() throws SQLException {
        asOwner("alter table revision drop constraint no_poison");
    }

    @Test
    void a_submission_that_fails_leaves_nothing_behind_and_can_be_repeated() throws SQLException {
        String key = UUID.randomUUID().toString();
        long before = declared();
        assertThat(poison(key).statusCode()).isEqualTo(500);
        assertThat(declared()).isEqualTo(before);
        assertThat(waiting()).isZero();

        theDatabaseTakesEverythingAgain();
        Response again = poison(key);
        theDatabaseTakesNoRevisionThatSpeaksOfPoison();

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(published(UUID.fromString(again.path("id")), 1)).hasSize(1);
    }

    @Test
    void a_submission_that_fails_costs_those_beside_it_nothing() throws Exception {
        List<Response> responses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> calls = IntStream.range(0, 40)
                    .<Callable<Response>>mapToObj(i ->
                            () -> i % 10 == 3 ? poison(UUID.randomUUID().toString()) : submits(PORTAL_A, NORTHERN_LINE))
                    .toList();
            responses = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }

        for (int i = 0; i < responses.size(); i++) {
            assertThat(responses.get(i).statusCode()).as("submission " + i).isEqualTo(i % 10 == 3 ? 500 : 201);
        }
    }

    private static Response poison(String key) {
        Map<String, Object> use = new HashMap<>(aUseFor(NORTHERN_LINE));
        use.put("narrative", "A bottle of poison for the wall.");
        return as(PORTAL_A).header("Idempotency-Key", key).body(use).post("/api/use-cases");
    }

    private long declared() {
        return database.query("select count(*) from use_case").iterator().next().getLong(0);
    }

    private long waiting() {
        return database.query("select count(*) from outbox where payload::text like '%poison%'")
                .iterator()
                .next()
                .getLong(0);
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection connection = RealStack.database().connect("intake")) {
            connection.createStatement().execute(sql);
        }
    }
}
