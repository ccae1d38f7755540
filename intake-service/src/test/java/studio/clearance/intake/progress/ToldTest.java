package studio.clearance.intake.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.domain.News;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.ReceivedEvent;

/** Reads what the producers publish as examples of their events. */
class ToldTest {

    private static final Instant NOW = Instant.parse("2026-11-20T16:40:11.204Z");

    @Test
    void every_example_of_an_event_that_is_followed_can_be_read() throws IOException {
        List<String> read = new ArrayList<>();
        for (Path example : examples()) {
            String event = example.getFileName().toString().replaceAll("(\\.v[0-9]+).*", "$1");
            String type = "studio.clearance." + event;
            if (!Told.types().contains(type)) continue;

            Told told = Told.in(received(type, example));

            assertThat(told.news(NOW).revision()).as("%s", example).isPositive();
            assertThat(Json.tree(told.details().getBytes(UTF_8)).isObject()).isTrue();
            read.add(type);
        }
        assertThat(read).as("an example of every event that is followed").containsAll(Told.types());
    }

    @Test
    void what_a_partner_is_told_of_a_grant_is_what_was_granted() throws IOException {
        Path example = Path.of("../approval-service/src/main/contracts/examples/ApprovalGranted.v1.json");

        Told told = Told.in(received("studio.clearance.ApprovalGranted.v1", example));

        var details = Json.tree(told.details().getBytes(UTF_8));
        var published = Json.tree(Files.readAllBytes(example));
        for (String field : List.of("approvalId", "number", "scope", "conditions", "forbiddenUses", "expiresAt")) {
            assertThat(details.get(field)).as(field).isEqualTo(published.get(field));
        }
        assertThat(told.news(NOW)).isInstanceOf(News.Granted.class);
    }

    private static List<Path> examples() throws IOException {
        List<Path> examples = new ArrayList<>();
        for (String producer : List.of("triage-service", "approval-service")) {
            try (Stream<Path> files = Files.list(Path.of("..", producer, "src/main/contracts/examples"))) {
                files.sorted().forEach(examples::add);
            }
        }
        return examples;
    }

    private static ReceivedEvent received(String type, Path example) throws IOException {
        byte[] data = Files.readAllBytes(example);
        return new ReceivedEvent(UUID.randomUUID(), type, "/example", UUID.randomUUID(), NOW, data, null);
    }
}
