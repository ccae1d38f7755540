package studio.clearance.kit.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Request bodies: JSON that is one value and says nothing twice. */
public final class JsonBody {

    /** No body that a service asks for comes near it; one of nothing but short names would take a second to read. */
    private static final int MOST_TOKENS = 20_000;

    /** A name given twice would let one reader check the first value and the next one act on the second. */
    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .build()
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    /** @throws Problem 400 when it is no JSON */
    public static JsonNode tree(byte[] body) {
        if (body.length == 0) {
            throw malformed("The request has no body.");
        }
        try {
            return STRICT.readValue(body);
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            // The parser's own words may quote the body, which is confidential; they stay with the one who sent it.
            throw malformed("The body is no JSON: " + malformed.getOriginalMessage()
                    + (place == null ? "." : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")."));
        } catch (CharConversionException unreadable) {
            throw malformed("The body is no JSON: its characters are no Unicode.");
        } catch (IOException nothingIsReadFromOutside) {
            throw new UncheckedIOException(nothingIsReadFromOutside);
        }
    }

    /** @throws Problem 400 when it is no JSON, 422 when it is no object */
    public static ObjectNode object(byte[] body) {
        if (tree(body) instanceof ObjectNode object) {
            return object;
        }
        throw Problem.invalidContent(List.of(new FieldError("", "The body is a JSON object.")));
    }

    /** A body that no parser understands. */
    public static Problem malformed(String detail) {
        return Problem.of(400, "malformed-json", "The body is not JSON", detail);
    }
}
