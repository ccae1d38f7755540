package studio.clearance.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/**
 * Where a transaction leaves the events it gives rise to. They commit with the state, or vanish with it; the relay publishes
 * them afterwards.
 *
 * <p>The rows are written at the very end of the transaction, in the same network flush as its commit. That is cheap, and it
 * is what keeps the events of one subject in order: every lock on the state is held before the first position is drawn, so a
 * later transaction on the same state draws its positions after the earlier one has committed.
 */
@ApplicationScoped
public class Outbox {

    private static final String INSERT = """
            insert into outbox (id, aggregatetype, aggregateid, type, payload, occurred_at, traceparent)
            select e.id, $7, e.aggregateid, e.type, e.payload, e.occurred_at, e.traceparent
            from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[], $6::text[])
              with ordinality as e(id, aggregateid, type, payload, occurred_at, traceparent, n)
            order by e.n""";

    /** The rows just written: no others are visible, and these stand at the right edge of the index. */
    private static final String DELETE_AGAIN = """
            delete from outbox
            where position in (select position from outbox order by position desc limit $1)""";

    private final String topic;
    private final int maxEventBytes;
    private final OutboxRelay relay;
    private final boolean readFromTheLog;

    public Outbox(OutboxSettings settings, OutboxRelay relay) {
        this.topic = settings.topic().orElse("");
        this.maxEventBytes = settings.maxEventBytes();
        this.relay = relay;
        this.readFromTheLog = settings.publisher() == OutboxSettings.Publisher.LOG;
    }

    /** One multi-row insert, run right before the commit. Several calls keep their order. */
    public void append(Transaction tx, List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        if (topic.isEmpty()) {
            throw new IllegalStateException("Set clearance.outbox.topic: this service has nowhere to publish to");
        }
        int count = events.size();
        UUID[] ids = new UUID[count];
        String[] subjects = new String[count];
        String[] types = new String[count];
        byte[][] payloads = new byte[count][];
        Instant[] times = new Instant[count];
        @Nullable String[] traceparents = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            OutgoingEvent event = events.get(i);
            if (event.data().length > maxEventBytes) {
                throw new IllegalArgumentException(event.type() + " about " + event.subject() + " has "
                        + event.data().length + " bytes, more than clearance.outbox.max-event-bytes allows");
            }
            ids[i] = event.id();
            subjects[i] = event.subject();
            types[i] = event.type();
            payloads[i] = event.data();
            times[i] = event.time();
            traceparents[i] = event.traceparent();
        }
        tx.atCommit(Statement.of(INSERT, ids, subjects, types, payloads, times, traceparents, topic));
        if (readFromTheLog) {
            tx.atCommit(Statement.of(DELETE_AGAIN, count));
        } else {
            tx.afterCommit(relay::wake);
        }
    }
}
