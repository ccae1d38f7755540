package studio.clearance.kit.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A message and the event it carries. */
record Delivery(ConsumerRecord<String, byte[]> message, ReceivedEvent event) {

    /** The message's type, or null when it has none. */
    static @Nullable String typeOf(ConsumerRecord<String, byte[]> message) {
        return EventHeaders.text(message.headers(), EventHeaders.TYPE);
    }

    /** @throws UnreadableEvent when the headers are not those of a CloudEvent */
    static Delivery of(ConsumerRecord<String, byte[]> message, String type) {
        Headers headers = message.headers();
        if (message.value() == null) {
            throw new UnreadableEvent("The message has no data");
        }
        return new Delivery(
                message,
                new ReceivedEvent(
                        uuid(headers, EventHeaders.ID),
                        type,
                        required(headers, EventHeaders.SOURCE),
                        uuid(headers, EventHeaders.SUBJECT),
                        time(headers),
                        message.value(),
                        EventHeaders.text(headers, EventHeaders.TRACEPARENT)));
    }

    private static String required(Headers headers, String name) {
        String text = EventHeaders.text(headers, name);
        if (text == null || text.isEmpty()) {
            throw new UnreadableEvent("The header " + name + " is missing");
        }
        return text;
    }

    private static UUID uuid(Headers headers, String name) {
        try {
            return UUID.fromString(required(headers, name));
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableEvent("The header " + name + " is no UUID", malformed);
        }
    }

    private static Instant time(Headers headers) {
        String text = required(headers, EventHeaders.TIME);
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new UnreadableEvent("The header " + EventHeaders.TIME + " is no RFC 3339 time", malformed);
        }
    }
}
