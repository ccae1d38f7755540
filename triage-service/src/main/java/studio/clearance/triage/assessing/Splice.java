package studio.clearance.triage.assessing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import studio.clearance.kit.Json;

/** Puts a document that is JSON already into a new one, without reading it. */
final class Splice {

    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private Splice() {}

    /** An object of the members, followed by the document under a name. */
    static byte[] object(Members members, String name, byte[] document) {
        ByteArrayOutputStream out = opened(members, document.length);
        out.writeBytes((",\"" + name + "\":").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.writeBytes(document);
        out.write('}');
        return out.toByteArray();
    }

    /** An object of the members, followed by those of the document, which is an object that is not empty. */
    static byte[] into(Members members, byte[] document) {
        ByteArrayOutputStream out = opened(members, document.length);
        out.write(',');
        out.write(document, 1, document.length - 1);
        return out.toByteArray();
    }

    private static ByteArrayOutputStream opened(Members members, int room) {
        var out = new ByteArrayOutputStream(room + 512);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            members.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out;
    }
}
