package studio.clearance.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCheckTest {

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "$id": "https://clearance.studio/schemas/trial/Said.v1.schema.json",
             "type": "object", "required": ["word"],
             "properties": {"word": {"type": "string", "maxLength": 10},
                            "tone": {"enum": ["loud", "soft"]},
                            "by": {"$ref": "#/$defs/person"}},
             "$defs": {"person": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}}""";
    private static final String ASYNC_API = """
            asyncapi: 3.0.0
            components:
              messages:
                said:
                  name: studio.clearance.Said.v1
                  payload:
                    schema:
                      $ref: ./Said.v1.schema.json
            """;

    @TempDir
    private Path contracts;

    @BeforeEach
    void soundContracts() throws IOException {
        Files.createDirectories(contracts.resolve("examples"));
        Files.createDirectories(contracts.resolve("published"));
        write("Said.v1.schema.json", SCHEMA);
        write("published/Said.v1.schema.json", SCHEMA);
        write("examples/Said.v1.json", "{\"word\": \"hello\", \"by\": {\"name\": \"Ann\"}}");
        write("asyncapi.yaml", ASYNC_API);
    }

    @Test
    void sound_contracts_pass() {
        assertThat(ContractCheck.complaints(contracts, "trial")).isEmpty();
        ContractCheck.assertSound(contracts, "trial");
    }

    @Test
    void an_example_that_breaks_its_schema_is_named() throws IOException {
        write("examples/Said.v1-long.json", "{\"word\": \"much too long a word\"}");

        assertThat(ContractCheck.complaints(contracts, "trial"))
                .containsExactly("examples/Said.v1-long.json /word: At most 10 characters");
    }

    @Test
    void a_schema_needs_an_example_and_an_example_a_schema() throws IOException {
        Files.move(contracts.resolve("examples/Said.v1.json"), contracts.resolve("examples/Sung.v1.json"));

        assertThat(ContractCheck.complaints(contracts, "trial"))
                .containsExactly(
                        "examples/Said.v1.json is missing: an example for consumers to read",
                        "examples/Sung.v1.json is an example of no event here");
    }

    @Test
    void the_async_api_names_every_event_and_refers_to_what_is_there() throws IOException {
        write("asyncapi.yaml", ASYNC_API.replace("Said.v1", "Sung.v1"));

        assertThat(ContractCheck.complaints(contracts, "trial"))
                .containsExactly(
                        "asyncapi.yaml does not refer to ./Said.v1.schema.json",
                        "asyncapi.yaml has no message with the name studio.clearance.Said.v1",
                        "asyncapi.yaml refers to ./Sung.v1.schema.json, which is not there");
    }

    @Test
    void a_schema_carries_the_id_that_events_refer_to() throws IOException {
        write("Said.v1.schema.json", SCHEMA.replace("/trial/", "/other/"));

        assertThat(ContractCheck.complaints(contracts, "trial"))
                .singleElement()
                .asString()
                .contains("its $id must be https://clearance.studio/schemas/trial/Said.v1.schema.json");
    }

    @Test
    void a_published_event_may_gain_an_optional_property_or_a_value() throws IOException {
        write(
                "Said.v1.schema.json",
                SCHEMA.replace("\"loud\", \"soft\"", "\"loud\", \"soft\", \"hoarse\"")
                        .replace("\"tone\"", "\"language\": {\"type\": \"string\"}, \"tone\""));

        assertThat(ContractCheck.complaints(contracts, "trial")).isEmpty();
    }

    @Test
    void a_breaking_edit_of_a_published_event_is_refused() throws IOException {
        assertBreaks(SCHEMA.replace("\"word\": {", "\"phrase\": {"), "/word is gone");
        assertBreaks(SCHEMA.replace("[\"word\"]", "[\"word\", \"tone\"]"), "/tone is now required");
        assertBreaks(SCHEMA.replace("[\"word\"]", "[]"), "/word was always there and is now optional");
        assertBreaks(
                SCHEMA.replace("\"type\": \"string\", \"maxLength\": 10", "\"type\": \"integer\""),
                "/word was of type [string] and is of type [integer]");
        assertBreaks(SCHEMA.replace("\"loud\", \"soft\"", "\"loud\""), "/tone no longer admits soft");
        assertBreaks(SCHEMA.replace("10", "5"), "/word has a lower maxLength");
        assertBreaks(
                SCHEMA.replace(
                        "\"type\": \"string\", \"maxLength\"",
                        "\"type\": \"string\", \"pattern\": \"a\", \"maxLength\""),
                "/word has another pattern");
        assertBreaks(SCHEMA.replace("[\"name\"]", "[]"), "/by/name was always there and is now optional");
        assertBreaks(
                SCHEMA.replace(
                        "\"required\": [\"word\"],", "\"required\": [\"word\"], \"additionalProperties\": false,"),
                "the whole no longer admits further properties");
        Files.delete(contracts.resolve("Said.v1.schema.json"));
        assertThat(ContractCheck.complaints(contracts, "trial"))
                .contains("Said.v1.schema.json was published and is gone");
    }

    @Test
    void a_schema_that_refers_to_itself_is_compared_and_ends() throws IOException {
        String tree = SCHEMA.replace(
                "\"properties\": {\"name\": {\"type\": \"string\"}}",
                "\"properties\": {\"name\": {\"type\": \"string\"}, \"boss\": {\"$ref\": \"#/$defs/person\"}}");
        write("published/Said.v1.schema.json", tree);
        write(
                "Said.v1.schema.json",
                tree.replace("\"name\": {\"type\": \"string\"}", "\"name\": {\"type\": \"integer\"}"));

        assertThat(ContractCheck.complaints(contracts, "trial"))
                .anyMatch(complaint -> complaint.contains("/by/name was of type [string] and is of type [integer]"));
    }

    @Test
    void what_the_code_writes_is_held_against_the_schema() {
        ContractCheck.assertValid(contracts, "Said.v1", "{\"word\": \"hello\"}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ContractCheck.assertValid(contracts, "Said.v1", "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The property word is required");
    }

    private void assertBreaks(String edited, String complaint) throws IOException {
        write("Said.v1.schema.json", edited);
        assertThat(ContractCheck.complaints(contracts, "trial"))
                .anyMatch(each -> each.startsWith("Said.v1.schema.json: " + complaint));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(contracts.resolve(name), text);
    }
}
