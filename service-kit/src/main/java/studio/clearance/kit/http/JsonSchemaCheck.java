package studio.clearance.kit.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Checks JSON against a JSON Schema (2020-12) and says what is wrong in words, with the place and the likely remedy. */
public final class JsonSchemaCheck {

    private static final int MOST_CHOICES_LISTED = 20;

    private final Schema schema;

    /** Compiles the schema; formats are asserted, and nothing is fetched from the network. */
    public JsonSchemaCheck(String schema) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
                .getSchema(schema, InputFormat.JSON);
        this.schema.initializeValidators();
    }

    /** What is wrong, in the order of the pointers; empty when all is well. */
    public List<FieldError> check(JsonNode document) {
        List<Error> found = schema.validate(document);
        if (found.isEmpty()) {
            return List.of();
        }
        Set<FieldError> errors = new LinkedHashSet<>();
        for (Error error : found) {
            errors.add(inWords(error));
        }
        List<FieldError> sorted = new ArrayList<>(errors);
        sorted.sort(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail));
        return List.copyOf(sorted);
    }

    private FieldError inWords(Error error) {
        String place = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" ->
                new FieldError(below(place, property), "The property " + property + " is required");
            case "additionalProperties", "unevaluatedProperties" ->
                new FieldError(
                        below(place, property),
                        "There is no property " + property + " here",
                        Nearest.to(String.valueOf(property), propertiesBeside(error)));
            case "enum" -> new FieldError(place, notOneOf(choices(error)), nearest(error, choices(error)));
            case "const" ->
                new FieldError(place, "The value must be " + error.getSchemaNode(), nearest(error, choices(error)));
            case "type" -> new FieldError(place, ofType(error));
            case "format" ->
                new FieldError(
                        place, "The value is no valid " + error.getSchemaNode().asText());
            case "minLength" -> new FieldError(place, tooShort(error));
            case "maxLength" -> new FieldError(place, "At most " + error.getSchemaNode() + " characters");
            case "minItems" -> new FieldError(place, "At least " + error.getSchemaNode() + " of them");
            case "maxItems" -> new FieldError(place, "At most " + error.getSchemaNode() + " of them");
            case "uniqueItems" -> new FieldError(place, "Each value only once");
            case "minimum" -> new FieldError(place, "At least " + error.getSchemaNode());
            case "maximum" -> new FieldError(place, "At most " + error.getSchemaNode());
            case "pattern" ->
                new FieldError(
                        place,
                        "The value does not match " + error.getSchemaNode().asText());
            default -> new FieldError(place, "The value " + error.getMessage());
        };
    }

    private static String ofType(Error error) {
        JsonNode expected = error.getSchemaNode();
        StringJoiner types = new StringJoiner(" or ");
        if (expected.isArray()) {
            expected.forEach(type -> types.add(type.asText()));
        } else {
            types.add(expected.asText());
        }
        String given = error.getInstanceNode().getNodeType().name().toLowerCase(Locale.ROOT);
        return "The value must be of type " + types + ", not " + given;
    }

    private static String tooShort(Error error) {
        return error.getSchemaNode().asInt() == 1
                ? "The value must not be empty"
                : "At least " + error.getSchemaNode() + " characters";
    }

    private static String notOneOf(List<String> choices) {
        return choices.size() > MOST_CHOICES_LISTED
                ? "The value is not one of the " + choices.size() + " known here"
                : "The value must be one of " + String.join(", ", choices);
    }

    private static List<String> choices(Error error) {
        List<String> choices = new ArrayList<>();
        JsonNode allowed = error.getSchemaNode();
        if (allowed.isArray()) {
            allowed.forEach(choice -> choices.add(choice.asText()));
        } else {
            choices.add(allowed.asText());
        }
        return choices;
    }

    private static @Nullable String nearest(Error error, List<String> choices) {
        JsonNode given = error.getInstanceNode();
        return given.isValueNode() ? Nearest.to(given.asText(), choices) : null;
    }

    /** The names that the schema allows where the unknown one stands. */
    private List<String> propertiesBeside(Error error) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        JsonPointer keyword = JsonPointer.compile(fragment.startsWith("/") ? fragment : "");
        List<String> names = new ArrayList<>();
        if (keyword.matches()) {
            return names;
        }
        JsonNode beside = schema.getSchemaNode().at(keyword.head());
        beside.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String below(String place, @Nullable String property) {
        return place + "/" + String.valueOf(property).replace("~", "~0").replace("/", "~1");
    }
}
