package studio.clearance.kit.events;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} header of W3C Trace Context (section 3.2): {@code 00-<trace id>-<parent id>-<flags>}. */
final class TraceParent {

    private static final int LENGTH = 55;
    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;
    private static final int SPAN_ID_START = 36;
    private static final int SPAN_ID_END = 52;

    private TraceParent() {}

    /** Null when nothing is traced here. */
    static @Nullable String ofCurrentSpan() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() ? of(current.getTraceId(), current.getSpanId(), current.getTraceFlags()) : null;
    }

    /**
     * Continues the trace of the cause. A batch has one span for many causes, each with a trace of its own; the parent is
     * then the cause's span, and the batch span is found by its links.
     */
    static @Nullable String continuing(@Nullable String cause) {
        SpanContext of = parse(cause);
        if (!of.isValid()) {
            return ofCurrentSpan();
        }
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() && current.getTraceId().equals(of.getTraceId()) ? ofCurrentSpan() : cause;
    }

    static SpanContext parse(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() < LENGTH) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                traceparent.substring(TRACE_ID_START, TRACE_ID_END),
                traceparent.substring(SPAN_ID_START, SPAN_ID_END),
                traceparent.startsWith("1", LENGTH - 1) ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    private static String of(String traceId, String spanId, TraceFlags flags) {
        return "00-" + traceId + "-" + spanId + "-" + flags.asHex();
    }
}
