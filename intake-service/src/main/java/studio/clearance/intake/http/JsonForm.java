package studio.clearance.intake.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import studio.clearance.kit.Json;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.JsonSchemaCheck;
import studio.clearance.kit.http.Problem;

/** A request body: JSON that is one value, says nothing twice and is valid against a schema. */
public final class JsonForm<T> {

    /** A name given twice would let one reader check the first value and the next one act on the second. */
    private static final ObjectReader STRICT = Json.MAPPER
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonSchemaCheck schema;
    private final ObjectReader reader;
    private final Map<String, JsonSchemaCheck> members;

    private JsonForm(JsonSchemaCheck schema, ObjectReader reader, Map<String, JsonSchemaCheck> members) {
        this.schema = schema;
        this.reader = reader;
        this.members = members;
    }

    /** @param schema the name of a resource beside the form: JSON Schema 2020-12 */
    public static <T> JsonForm<T> of(Class<T> form, String schema) {
        return new JsonForm<>(new JsonSchemaCheck(resource(form, schema)), Json.MAPPER.readerFor(form), Map.of());
    }

    /** The same form, of which one member has a schema of its own. */
    public JsonForm<T> where(String member, JsonSchemaCheck isValid) {
        Map<String, JsonSchemaCheck> more = new LinkedHashMap<>(members);
        more.put(member, isValid);
        return new JsonForm<>(schema, reader, more);
    }

    public static String resource(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws Problem 400 when it is no JSON, 422 when it is not valid, with a pointer to each fault */
    public T read(byte[] body) {
        JsonNode tree = parse(body);
        List<FieldError> errors = check(tree);
        if (!errors.isEmpty()) throw invalid(errors);
        try {
            return reader.readValue(tree);
        } catch (IOException schemaAdmitsWhatTheFormDoesNot) {
            throw new UncheckedIOException(schemaAdmitsWhatTheFormDoesNot);
        }
    }

    private List<FieldError> check(JsonNode tree) {
        List<FieldError> errors = new ArrayList<>(schema.check(tree));
        members.forEach((member, check) -> {
            JsonNode value = tree.path(member);
            if (!value.isObject()) return;
            for (FieldError error : check.check(value)) {
                errors.add(new FieldError("/" + member + error.pointer(), error.detail(), error.suggestion()));
            }
        });
        return errors;
    }

    public static Problem invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().detail()
                : errors.size() + " things in the body are not right; each is named in errors.";
        return Problem.of(422, "invalid-content", "The content is not valid", detail)
                .with("errors", errors);
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) throw malformed("The request has no body.");
        try {
            return STRICT.readValue(body);
        } catch (JsonProcessingException malformed) {
            var place = malformed.getLocation();
            // The parser's own words may quote the body, which is confidential; they stay with the one who sent it.
            throw malformed("The body is no JSON: " + malformed.getOriginalMessage() + " (line " + place.getLineNr()
                    + ", column " + place.getColumnNr() + ").");
        } catch (IOException nothingIsReadFromOutside) {
            throw new UncheckedIOException(nothingIsReadFromOutside);
        }
    }

    public static Problem malformed(String detail) {
        return Problem.of(400, "malformed-json", "The body is not JSON", detail);
    }
}
