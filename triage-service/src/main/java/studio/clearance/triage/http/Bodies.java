package studio.clearance.triage.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import studio.clearance.kit.Json;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;

/** Request bodies: one JSON object that says nothing twice. */
public final class Bodies {

    /** A name given twice would let one reader check the first value and the next one act on the second. */
    private static final ObjectReader STRICT = Json.MAPPER
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Bodies() {}

    /** @throws Problem 400 when it is no JSON, 422 when it is no object */
    public static ObjectNode object(byte[] body) {
        if (parse(body) instanceof ObjectNode object) {
            return object;
        }
        throw invalid(List.of(new FieldError("", "The body is a JSON object.")));
    }

    public static Problem invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().detail()
                : errors.size() + " things in the body are not right; each is named in errors.";
        return Problem.of(422, "invalid-content", "The content is not valid", detail)
                .with("errors", errors);
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw malformed("The request has no body.");
        }
        try {
            return STRICT.readValue(body);
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            throw malformed("The body is no JSON: " + malformed.getOriginalMessage()
                    + (place == null ? "." : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")."));
        } catch (IOException nothingIsReadFromOutside) {
            throw new UncheckedIOException(nothingIsReadFromOutside);
        }
    }

    private static Problem malformed(String detail) {
        return Problem.of(400, "malformed-json", "The body is not JSON", detail);
    }
}
