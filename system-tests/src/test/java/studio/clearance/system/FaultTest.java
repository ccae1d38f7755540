package studio.clearance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.clearance.local.system.Part;

/** Each service is killed once with work in flight. What was accepted takes effect once, and nothing twice. */
class FaultTest {
    private static final int USES = 60;
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    /** A mail whose sender was killed is taken over when its claim has expired, after a quarter of a minute. */
    private static final Duration TAKEN_OVER = Duration.ofMinutes(2);

    private final RunningSystem system = RunningSystem.get();

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"INTAKE", "TRIAGE", "APPROVAL", "NOTIFICATION"})
    void a_service_killed_with_work_in_flight_loses_nothing_and_doubles_nothing(Part victim) {
        Stage stage = Stage.with(system, "partner-a");
        Api partner = system.as("partner-a");
        List<Submission> submissions = new ArrayList<>();

        for (int i = 0; i < USES; i++) {
            if (i == USES / 2) {
                system.parts().service(victim).kill();
            }
            submissions.add(Submission.send(partner, stage, victim + "-" + i));
        }
        system.parts().service(victim).restart();
        // A portal that got no answer asks again with the same key.
        Api again = system.as("partner-a");
        Set<String> accepted = new HashSet<>();
        submissions.forEach(submission -> accepted.add(submission.insist(again, stage)));

        assertThat(accepted).as("every submission is one use case").hasSize(USES);
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> queued(stage).size() >= USES);
        assertThat(queued(stage))
                .as("every use case is in the queue once")
                .containsExactlyInAnyOrderElementsOf(accepted);
        await().atMost(TAKEN_OVER)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(mailsAbout(stage, again))
                        .as("the contact and the partner hear of each once")
                        .allSatisfy((reference, mails) -> assertThat(mails).isEqualTo(EXPECTED_MAILS)));
    }

    private static final long EXPECTED_MAILS = 2;

    /** The use cases of the stage's production in the queue, with repetitions if there were any. */
    private List<String> queued(Stage stage) {
        Api reviewer = system.as("legal-1");
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = reviewer.get("/api/review-cases?limit=100&production=" + stage.production() + cursor)
                    .must(200)
                    .json();
            StreamSupport.stream(page.get("items").spliterator(), false)
                    .map(item -> item.get("useCaseId").asText())
                    .forEach(found::add);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private Map<String, Long> mailsAbout(Stage stage, Api partner) {
        return Mails.countByReference(system.parts().mail(), stage.references(partner));
    }

    /** A submission with its key, sent until it has been answered. */
    private record Submission(String title, String key, java.util.Optional<String> useCase) {
        static Submission send(Api partner, Stage stage, String title) {
            return new Submission(title, "key-" + title, attempt(partner, stage, title, "key-" + title));
        }

        String insist(Api partner, Stage stage) {
            return useCase.orElseGet(() -> await().atMost(RECOVERY)
                    .until(() -> attempt(partner, stage, title, key), java.util.Optional::isPresent)
                    .orElseThrow());
        }

        private static java.util.Optional<String> attempt(Api partner, Stage stage, String title, String key) {
            try {
                Api.Answer answer = partner.post(
                        "/api/use-cases", stage.useCase(title, Stage.personalData()), Map.of("Idempotency-Key", key));
                return answer.status() == 201
                        ? java.util.Optional.of(answer.json().get("id").asText())
                        : java.util.Optional.empty();
            } catch (java.io.UncheckedIOException noAnswer) {
                return java.util.Optional.empty();
            }
        }
    }
}
