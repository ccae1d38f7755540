package studio.clearance.kit.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that can be given again, byte for byte. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never copied
public record StoredResponse(int status, Map<String, String> headers, byte[] body) {

    public StoredResponse {
        headers = Map.copyOf(headers);
    }

    /** A JSON answer with the headers that creating something has. */
    public static StoredResponse json(int status, @Nullable String location, @Nullable String etag, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        if (location != null) {
            headers.put(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            headers.put(HttpHeaders.ETAG, etag);
        }
        return new StoredResponse(status, headers, body);
    }

    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status);
        headers.forEach(response::header);
        return body.length == 0 ? response.build() : response.entity(body).build();
    }
}
