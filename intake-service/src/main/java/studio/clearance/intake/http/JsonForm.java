package studio.clearance.intake.http;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.JsonSchemaCheck;
import studio.clearance.kit.http.Problem;

/** A request body: JSON that is one value, says nothing twice and is valid against a schema. */
public final class JsonForm<T> {

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
        JsonNode tree = JsonBody.tree(body);
        List<FieldError> errors = check(tree);
        if (!errors.isEmpty()) throw Problem.invalidContent(errors);
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
}
