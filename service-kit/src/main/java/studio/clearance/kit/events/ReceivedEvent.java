package studio.clearance.kit.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;

/** An event as it came from a topic; {@code data} is untouched. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never copied
public record ReceivedEvent(
        UUID id,
        String type,
        String source,
        UUID subject,
        Instant time,
        byte[] data,
        @Nullable String traceparent) {

    /**
     * The data in the consumer's own form; properties it does not name are ignored.
     *
     * @throws UnreadableEvent when the data is no JSON of that form
     */
    public <T> T read(Class<T> form) {
        try {
            return Json.read(data, form);
        } catch (UncheckedIOException unreadable) {
            throw new UnreadableEvent(
                    "The data of " + type + " " + id + " is no " + form.getSimpleName() + whereIn(unreadable),
                    unreadable);
        }
    }

    /** The place of the fault without the values beside it, which may be confidential. */
    private static String whereIn(UncheckedIOException unreadable) {
        return switch (unreadable.getCause()) {
            case JsonMappingException misfit -> " at " + misfit.getPathReference();
            case JsonProcessingException malformed
            when malformed.getLocation() != null ->
                " at byte " + malformed.getLocation().getByteOffset();
            case null, default -> "";
        };
    }
}
