package studio.clearance.approval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ArchitectureRules;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.kit.testing.OpenApiDrift;

@QuarkusTest
class ContractTest extends ServiceTest {

    @Test
    void the_http_interface_is_the_one_that_is_checked_in() {
        OpenApiDrift.assertNone(
                Path.of("src/main/contracts/openapi.yaml"),
                given().get("/q/openapi").asString());
    }

    @Test
    void the_contracts_of_the_events_are_sound() {
        ContractCheck.assertSound(Path.of("src/main/contracts"), "approval");
    }

    @Test
    void the_service_has_its_shape() {
        ArchitectureRules.of("studio.clearance.approval")
                .shared("persistence", "docket", "people", "events", "signing", "settings", "printing")
                .edges("messaging", "pages", "command")
                .check();
    }

    @ParameterizedTest
    @MethodSource("escalations")
    void every_escalation_that_triage_publishes_as_an_example_opens_a_case(Path example) {
        var event = Examples.read(example);
        var id = TimeOrderedIds.next().toString();
        event.put("useCaseId", id);
        ((ObjectNode) event.path("useCase")).put("useCaseId", id);

        assertThat(stateOf(opens(event))).isEqualTo("QUEUED");
    }

    static Stream<Path> escalations() throws IOException {
        return examples("../triage-service", "EscalationRequested.");
    }

    @ParameterizedTest
    @MethodSource("news")
    void everything_intake_publishes_as_an_example_is_understood(Path example) {
        String name = example.getFileName().toString().split("\\.")[0];

        tellsOfPartner(name, Examples.read(example));
    }

    static Stream<Path> news() throws IOException {
        return Stream.of("UseCaseSubmitted.", "UseCaseWithdrawn.", "InformationProvided.", "EvidenceAttached.")
                .flatMap(event -> {
                    try {
                        return examples("../intake-service", event);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static Stream<Path> examples(String producer, String event) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(producer, "src/main/contracts/examples"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(event)).sorted().toList().stream();
        }
    }
}
