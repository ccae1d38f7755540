package studio.clearance.kit.testing;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.JsonSchemaCheck;

/**
 * Whether a service's {@code src/main/contracts} keep their promises: every schema is a schema and has its {@code $id}, every
 * example is an example of one, every published version is still what was published or an additive change of it, and the
 * AsyncAPI document names every event.
 */
public final class ContractCheck {

    private static final String SCHEMA = ".schema.json";
    private static final Pattern EVENT = Pattern.compile("[A-Za-z]+\\.v[0-9]+\\.schema\\.json");
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String IDS = "https://clearance.studio/schemas/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path contracts;
    private final String context;
    private final List<String> complaints = new ArrayList<>();

    private ContractCheck(Path contracts, String context) {
        this.contracts = contracts;
        this.context = context;
    }

    /**
     * Fails with all complaints at once.
     *
     * @param contracts {@code Path.of("src/main/contracts")}
     * @param context the topic's last word, {@code intake} for {@code clearance.intake}
     */
    public static void assertSound(Path contracts, String context) {
        List<String> complaints = complaints(contracts, context);
        if (!complaints.isEmpty()) {
            throw new AssertionError(
                    "The contracts in " + contracts + " do not hold:\n" + String.join("\n", complaints));
        }
    }

    /** What is wrong, empty when all is well. */
    public static List<String> complaints(Path contracts, String context) {
        ContractCheck check = new ContractCheck(contracts, context);
        check.checkSchemas();
        check.checkExamples();
        check.checkPublished();
        check.checkAsyncApi();
        return List.copyOf(check.complaints);
    }

    private void checkSchemas() {
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DIALECT));
        if (schemas().isEmpty()) {
            complaints.add("there is no *" + SCHEMA);
        }
        for (Path file : schemas()) {
            JsonNode schema = json(file);
            String id = IDS + context + "/" + nameOf(file);
            if (!schema.path("$id").asText().equals(id)) {
                complaints.add(nameOf(file) + ": its $id must be " + id + ", which is what ce_dataschema says");
            }
            if (!schema.path("$schema").asText().equals(DIALECT)) {
                complaints.add(nameOf(file) + ": its $schema must be " + DIALECT);
            }
            dialect.validate(schema).forEach(error -> complaints.add(nameOf(file) + " is no JSON Schema: " + error));
        }
    }

    private void checkExamples() {
        List<Path> examples = filesIn(contracts.resolve("examples"), ".json");
        for (Path schema : schemas()) {
            String event = eventOf(schema);
            List<Path> own = examples.stream()
                    .filter(example -> isExampleOf(event, example))
                    .toList();
            if (own.isEmpty()) {
                complaints.add("examples/" + event + ".json is missing: an example for consumers to read");
            }
            JsonSchemaCheck check = new JsonSchemaCheck(text(schema));
            for (Path example : own) {
                for (FieldError error : check.check(json(example))) {
                    complaints.add("examples/" + nameOf(example) + " " + error.pointer() + ": " + error.detail());
                }
            }
        }
        for (Path example : examples) {
            if (schemas().stream().noneMatch(schema -> isExampleOf(eventOf(schema), example))) {
                complaints.add("examples/" + nameOf(example) + " is an example of no event here");
            }
        }
    }

    private static boolean isExampleOf(String event, Path example) {
        String name = nameOf(example);
        return name.equals(event + ".json") || name.startsWith(event + "-") || name.startsWith(event + ".");
    }

    private void checkPublished() {
        for (Path frozen : filesIn(contracts.resolve("published"), SCHEMA)) {
            Path current = contracts.resolve(nameOf(frozen));
            if (Files.notExists(current)) {
                complaints.add(nameOf(frozen) + " was published and is gone");
                continue;
            }
            for (String change : BreakingChanges.between(json(frozen), json(current))) {
                complaints.add(nameOf(frozen) + ": " + change + "; a breaking change is a new version beside this one");
            }
        }
    }

    private void checkAsyncApi() {
        Path file = contracts.resolve("asyncapi.yaml");
        if (Files.notExists(file)) {
            complaints.add("asyncapi.yaml is missing");
            return;
        }
        JsonNode document;
        try {
            document = new YAMLMapper().readTree(text(file));
        } catch (JsonProcessingException malformed) {
            complaints.add("asyncapi.yaml is no YAML: " + malformed.getOriginalMessage());
            return;
        }
        if (!document.path("asyncapi").asText().startsWith("3.")) {
            complaints.add("asyncapi.yaml must be AsyncAPI 3");
        }
        List<String> references = document.findValuesAsText("$ref");
        List<String> names = document.path("components").path("messages").findValuesAsText("name");
        for (Path schema : schemas()) {
            if (references.stream().noneMatch(reference -> reference.endsWith("/" + nameOf(schema)))) {
                complaints.add("asyncapi.yaml does not refer to ./" + nameOf(schema));
            }
            if (!names.contains("studio.clearance." + eventOf(schema))) {
                complaints.add("asyncapi.yaml has no message with the name studio.clearance." + eventOf(schema));
            }
        }
        for (String reference : references) {
            boolean leads = reference.startsWith("#/")
                    ? !document.at(reference.substring(1)).isMissingNode()
                    : Files.exists(contracts.resolve(reference.split("#", 2)[0]));
            if (!leads) {
                complaints.add("asyncapi.yaml refers to " + reference + ", which is not there");
            }
        }
    }

    /** Of the events: other documents, a vocabulary for instance, may lie beside them and carry no version in their name. */
    private List<Path> schemas() {
        return filesIn(contracts, SCHEMA).stream()
                .filter(file -> EVENT.matcher(nameOf(file)).matches())
                .toList();
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private static String eventOf(Path schema) {
        String name = nameOf(schema);
        return name.substring(0, name.length() - SCHEMA.length());
    }

    private static List<Path> filesIn(Path directory, String suffix) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> nameOf(file).endsWith(suffix)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(text(file));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(file + " is no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Fails unless the event's data validate against its schema; for the test that freezes what the code really writes.
     *
     * @param event {@code UseCaseSubmitted.v1}
     */
    public static void assertValid(Path contracts, String event, byte[] data) {
        JsonNode document;
        try {
            document = JSON.readTree(data);
        } catch (IOException malformed) {
            throw new AssertionError(event + " is no JSON", malformed);
        }
        List<FieldError> errors = new JsonSchemaCheck(text(contracts.resolve(event + SCHEMA))).check(document);
        if (!errors.isEmpty()) {
            throw new AssertionError(event + " does not keep to its schema:\n"
                    + errors.stream()
                            .map(error -> error.pointer() + ": " + error.detail())
                            .collect(joining("\n")));
        }
    }
}
