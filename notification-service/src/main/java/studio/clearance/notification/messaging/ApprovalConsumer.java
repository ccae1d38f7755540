package studio.clearance.notification.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.kit.events.EventBatches;
import studio.clearance.notification.telling.TellHandler;

/** What reviewers decide, and what becomes of approvals. */
@ApplicationScoped
class ApprovalConsumer {

    private final EventBatches batches;
    private final TellHandler handler;

    ApprovalConsumer(EventBatches batches, TellHandler handler) {
        this.batches = batches;
        this.handler = handler;
    }

    @Incoming("clearance-approval-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, handler);
    }
}
