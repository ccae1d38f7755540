package studio.clearance.triage.triaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.kit.events.EventBatches;

@ApplicationScoped
class IntakeConsumer {

    private final EventBatches batches;
    private final TriageUseCases triageUseCases;

    IntakeConsumer(EventBatches batches, TriageUseCases triageUseCases) {
        this.batches = batches;
        this.triageUseCases = triageUseCases;
    }

    @Incoming("clearance-intake-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, triageUseCases);
    }
}
