package studio.clearance.notification.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.kit.events.EventBatches;
import studio.clearance.notification.telling.LearnRecipientsHandler;

/** What partners submit. */
@ApplicationScoped
class IntakeConsumer {

    private final EventBatches batches;
    private final LearnRecipientsHandler handler;

    IntakeConsumer(EventBatches batches, LearnRecipientsHandler handler) {
        this.batches = batches;
        this.handler = handler;
    }

    @Incoming("clearance-intake-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, handler);
    }
}
