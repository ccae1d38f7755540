package studio.clearance.kit.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.TimeOrderedIds;

/**
 * An event that is to be published, in CloudEvents 1.0 terms.
 *
 * @param type full type, for instance {@code studio.clearance.UseCaseSubmitted.v1}
 * @param subject what it is about; becomes the record key, so that all events of one subject stay in order
 * @param data the JSON as it goes out; never parsed or changed on its way
 * @param traceparent W3C trace context, null when nothing is traced
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never copied
public record OutgoingEvent(
        UUID id,
        String type,
        String subject,
        Instant time,
        byte[] data,
        @Nullable String traceparent) {

    private static final String NAMESPACE = "studio.clearance.";

    /** An event with a fresh id in the trace of the current span. */
    public static OutgoingEvent of(String name, int version, UUID subject, Instant time, byte[] json) {
        return new OutgoingEvent(
                TimeOrderedIds.next(),
                typeOf(name, version),
                subject.toString(),
                time,
                json,
                TraceParent.ofCurrentSpan());
    }

    /** {@code typeOf("UseCaseSubmitted", 1)} is {@code studio.clearance.UseCaseSubmitted.v1}. */
    public static String typeOf(String name, int version) {
        return NAMESPACE + name + ".v" + version;
    }

    /** The same event as part of the trace of the event that led to it. */
    public OutgoingEvent causedBy(ReceivedEvent cause) {
        return new OutgoingEvent(id, type, subject, time, data, TraceParent.continuing(cause.traceparent()));
    }
}
