package studio.clearance.triage.triaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.kit.events.EventBatches;

@ApplicationScoped
class ApprovalConsumer {

    private final EventBatches batches;
    private final HearFates hearFates;

    ApprovalConsumer(EventBatches batches, HearFates hearFates) {
        this.batches = batches;
        this.hearFates = hearFates;
    }

    @Incoming("clearance-approval-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, hearFates);
    }
}
