package studio.clearance.approval.messaging;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.approval.opening.OpenReviewCases;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventBatches;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;

/** What triage sends on to people. */
@ApplicationScoped
public class TriageConsumer implements EventHandler {

    private static final Set<String> TYPES = Set.of(OutgoingEvent.typeOf("EscalationRequested", 1));

    private final EventBatches batches;
    private final OpenReviewCases opening;

    public TriageConsumer(EventBatches batches, OpenReviewCases opening) {
        this.batches = batches;
        this.opening = opening;
    }

    @Incoming("clearance-triage-in")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, this);
    }

    @Override
    public Set<String> types() {
        return TYPES;
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        opening.handle(tx, events);
    }
}
