package studio.clearance.approval.messaging;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.approval.opening.OpenReviewCases;
import studio.clearance.approval.standingdown.StandDownCases;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventBatches;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;

/** What triage sends on to people. */
@ApplicationScoped
public class TriageConsumer implements EventHandler {

    private static final String REQUESTED = OutgoingEvent.typeOf("EscalationRequested", 1);
    private static final String WITHDRAWN = OutgoingEvent.typeOf("EscalationWithdrawn", 1);

    private final EventBatches batches;
    private final OpenReviewCases opening;
    private final StandDownCases standingDown;

    public TriageConsumer(EventBatches batches, OpenReviewCases opening, StandDownCases standingDown) {
        this.batches = batches;
        this.opening = opening;
        this.standingDown = standingDown;
    }

    @Incoming("clearance-triage-in")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> records) {
        batches.consume(records, this);
    }

    @Override
    public Set<String> types() {
        return Set.of(REQUESTED, WITHDRAWN);
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        List<List<ReceivedEvent>> runs = runs(events);
        for (int i = 0; i < runs.size(); i++) {
            boolean last = i == runs.size() - 1;
            hand(last ? tx : new Immediately(tx), runs.get(i));
        }
    }

    private void hand(Transaction tx, List<ReceivedEvent> run) {
        if (run.getFirst().type().equals(REQUESTED)) {
            opening.handle(tx, run);
        } else {
            standingDown.handle(tx, run);
        }
    }

    /** What is asked and what is taken back of one use case keep their order; nearly always there is one run. */
    private static List<List<ReceivedEvent>> runs(List<ReceivedEvent> events) {
        List<List<ReceivedEvent>> runs = new ArrayList<>();
        for (ReceivedEvent event : events) {
            if (runs.isEmpty() || !runs.getLast().getFirst().type().equals(event.type())) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(event);
        }
        return runs;
    }
}
