package studio.clearance.kit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Names of the record headers: CloudEvents' Kafka binding in binary mode (section 3.2), W3C trace context, dead letters. */
final class EventHeaders {

    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String DATA_SCHEMA = "ce_dataschema";
    static final String CONTENT_TYPE = "content-type";
    static final String TRACEPARENT = "traceparent";

    static final String DEAD_REASON = "dlt_reason";
    static final String DEAD_EXCEPTION = "dlt_exception";
    static final String DEAD_TOPIC = "dlt_topic";
    static final String DEAD_PARTITION = "dlt_partition";
    static final String DEAD_OFFSET = "dlt_offset";
    static final String DEAD_CONSUMER = "dlt_consumer";
    static final String DEAD_TIME = "dlt_time";
    /** On a replayed message: the one consumer that is to act on it. */
    static final String REPLAY_FOR = "dlt_replay_for";
    /** On a marker in a dead-letter topic: partition and offset of the dead letter that was replayed. */
    static final String REPLAYED = "dlt_replayed";

    static final String DEAD_PREFIX = "dlt_";
    static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    private EventHeaders() {}

    static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
