package studio.clearance.kit.trial;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventBatches;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;

/** What a service's consumers do with the kit. */
@ApplicationScoped
public class TrialConsumer implements EventHandler {

    private final EventBatches batches;
    private final Outbox outbox;
    private final List<ReceivedEvent> heard = new CopyOnWriteArrayList<>();

    public TrialConsumer(EventBatches batches, Outbox outbox) {
        this.batches = batches;
        this.outbox = outbox;
    }

    @Incoming("clearance-trial-in")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, this);
    }

    @Override
    public Set<String> types() {
        return Set.of("studio.clearance.Tried.v1", "studio.clearance.Echoed.v1");
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        heard.addAll(events);
        outbox.append(
                tx,
                events.stream()
                        .filter(event -> event.type().equals("studio.clearance.Tried.v1"))
                        .map(event -> OutgoingEvent.of("Echoed", 1, event.subject(), event.time(), event.data())
                                .causedBy(event))
                        .toList());
    }

    public List<ReceivedEvent> heard() {
        return heard;
    }
}
