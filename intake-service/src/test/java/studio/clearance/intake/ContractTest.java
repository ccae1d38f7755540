package studio.clearance.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.kit.testing.ArchitectureRules;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.kit.testing.OpenApiDrift;

@QuarkusTest
class ContractTest extends IntakeTest {

    @Test
    void the_http_interface_is_the_one_that_is_checked_in() {
        OpenApiDrift.assertNone(
                Path.of("src/main/contracts/openapi.yaml"),
                given().get("/q/openapi").asString());
    }

    @Test
    void what_the_http_document_says_of_a_body_is_what_is_checked() throws IOException {
        JsonNode documented =
                new YAMLMapper().readTree(given().get("/q/openapi").asString()).at("/components/schemas");
        Map<String, String> forms = Map.of(
                "Submission", "wording/submission",
                "Revision", "wording/revision",
                "Withdrawal", "withdrawal/withdrawal",
                "Answer", "answering/answer",
                "RegisterProduction", "productions/register-production",
                "ChangeProduction", "productions/change-production",
                "PartnerForm", "productions/partner");
        for (var form : forms.entrySet()) {
            try (var file = IntakeSettings.class.getResourceAsStream(form.getValue() + ".schema.json")) {
                ObjectNode checked = (ObjectNode) Json.tree(file.readAllBytes());
                checked.remove("$schema");
                assertThat(documented.get(form.getKey())).as(form.getKey()).isEqualTo(checked);
            }
        }
    }

    @Test
    void the_contracts_of_the_events_are_sound() {
        ContractCheck.assertSound(Path.of("src/main/contracts"), "intake");
    }

    @Test
    void the_vocabulary_is_the_one_that_triage_publishes() throws IOException {
        String published = Files.readString(Path.of("../triage-service/src/main/contracts/vocabulary.schema.json"));
        try (var own = IntakeSettings.class.getResourceAsStream("wording/vocabulary.schema.json")) {
            assertThat(new String(own.readAllBytes(), UTF_8))
                    .as("copy the published vocabulary over src/main/resources/studio/clearance/intake/wording")
                    .isEqualTo(published);
        }
    }

    @Test
    void the_service_has_its_shape() {
        ArchitectureRules.of("studio.clearance.intake")
                .shared("persistence", "messaging", "wording", "http")
                .check();
    }

    @Test
    void the_service_is_ready() {
        JsonNode health = Json.tree(given().get("/q/health/ready").asByteArray());

        assertThat(health.path("status").asText()).isEqualTo("UP");
    }
}
