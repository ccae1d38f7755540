package studio.clearance.notification.telling;

import static java.util.stream.Collectors.toUnmodifiableMap;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.events.UnreadableEvent;
import studio.clearance.notification.dispatch.Bell;
import studio.clearance.notification.persistence.Notifications;

/** Queues what happened to a use case for everyone who is to know. */
@ApplicationScoped
public class TellHandler implements EventHandler {

    private static final Map<String, Class<? extends Heard>> FORMS = Stream.of(
                    Heard.Triaged.class,
                    Heard.ReviewEscalated.class,
                    Heard.ReviewCleared.class,
                    Heard.InformationRequested.class,
                    Heard.ApprovalGranted.class,
                    Heard.ApprovalDenied.class,
                    Heard.ApprovalSuspended.class,
                    Heard.ApprovalReinstated.class,
                    Heard.ApprovalSuperseded.class,
                    Heard.ApprovalRevoked.class,
                    Heard.ApprovalExpired.class)
            .collect(toUnmodifiableMap(form -> OutgoingEvent.typeOf(form.getSimpleName(), 1), form -> form));

    private final Notifications notifications;
    private final Bell bell;

    TellHandler(Notifications notifications, Bell bell) {
        this.notifications = notifications;
        this.bell = bell;
    }

    @Override
    public Set<String> types() {
        return FORMS.keySet();
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        List<Notifications.Announcement> announcements = new ArrayList<>(events.size());
        for (ReceivedEvent event : events) {
            announcements.add(announcement(event));
        }
        notifications.tell(tx, announcements);
        tx.afterCommit(bell::ring);
    }

    private static Notifications.Announcement announcement(ReceivedEvent event) {
        Class<? extends Heard> form = FORMS.get(event.type());
        if (form == null) {
            throw new UnreadableEvent("Nobody is told of " + event.type());
        }
        Heard heard = event.read(form);
        return new Notifications.Announcement(
                TimeOrderedIds.next(),
                event.subject(),
                event.id(),
                heard.revision(),
                event.time(),
                heard.occurrence(),
                event.traceparent());
    }
}
