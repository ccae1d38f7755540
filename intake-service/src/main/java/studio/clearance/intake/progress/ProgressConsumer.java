package studio.clearance.intake.progress;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.kit.events.EventBatches;

/** Follows what triage and approval tell. */
@ApplicationScoped
class ProgressConsumer {

    private final EventBatches batches;
    private final HearNewsHandler handler;

    ProgressConsumer(EventBatches batches, HearNewsHandler handler) {
        this.batches = batches;
        this.handler = handler;
    }

    @Incoming("clearance-triage-in")
    @Blocking("triage")
    void hearTriage(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, handler);
    }

    @Incoming("clearance-approval-in")
    @Blocking("approval")
    void hearApproval(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, handler);
    }
}
