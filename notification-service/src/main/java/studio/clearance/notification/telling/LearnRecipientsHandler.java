package studio.clearance.notification.telling;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.notification.dispatch.Bell;
import studio.clearance.notification.persistence.Notifications;

/** Learns from submissions whom to tell, and tells them what was heard before they were known. */
@ApplicationScoped
public class LearnRecipientsHandler implements EventHandler {

    private final Notifications notifications;
    private final Bell bell;

    LearnRecipientsHandler(Notifications notifications, Bell bell) {
        this.notifications = notifications;
        this.bell = bell;
    }

    @Override
    public Set<String> types() {
        return Set.of(OutgoingEvent.typeOf("UseCaseSubmitted", 1));
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        Map<UUID, Notifications.UseCase> latest = new HashMap<>();
        for (ReceivedEvent event : events) {
            Notifications.UseCase useCase = event.read(UseCaseSubmitted.class).known();
            latest.merge(useCase.id(), useCase, (one, other) -> other.revision() >= one.revision() ? other : one);
        }
        notifications.learn(tx, latest.values());
        tx.afterCommit(bell::ring);
    }
}
