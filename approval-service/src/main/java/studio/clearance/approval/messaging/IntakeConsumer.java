package studio.clearance.approval.messaging;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import studio.clearance.approval.following.FollowUseCases;
import studio.clearance.approval.following.PartnerNews;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventBatches;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.ReceivedEvent;

/** What partners do to their use cases. */
@ApplicationScoped
public class IntakeConsumer implements EventHandler {

    private static final Set<String> TYPES =
            Set.of(PartnerNews.SUBMITTED, PartnerNews.WITHDRAWN, PartnerNews.ANSWERED, PartnerNews.ATTACHED);

    private final EventBatches batches;
    private final FollowUseCases following;

    public IntakeConsumer(EventBatches batches, FollowUseCases following) {
        this.batches = batches;
        this.following = following;
    }

    @Incoming("clearance-intake-in")
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
        following.handle(tx, events);
    }
}
