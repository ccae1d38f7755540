package studio.clearance.approval.standingdown;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.ReceivedEvent;

/**
 * Closes the open case of a use that a newer policy clears. A case that people have decided meanwhile stays as they decided it, and
 * one of another revision has nothing to do with what was taken back.
 */
@ApplicationScoped
public class StandDownCases {

    private final ReviewCases cases;
    private final Moments moments;
    private final Outbox outbox;

    public StandDownCases(ReviewCases cases, Moments moments, Outbox outbox) {
        this.cases = cases;
        this.moments = moments;
        this.outbox = outbox;
    }

    /** @throws studio.clearance.kit.events.UnreadableEvent when one of them is no EscalationWithdrawn */
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        List<TakenBack.Received> received =
                events.stream().map(TakenBack.Received::of).toList();
        Set<UUID> ids = new LinkedHashSet<>();
        received.forEach(each -> ids.add(each.takenBack().useCaseId()));
        Map<UUID, StoredCase> open = new HashMap<>(cases.lockOpenOf(tx, ids));
        Writes writes = new Writes(moments.now());
        for (TakenBack.Received each : received) {
            StoredCase current = open.get(each.takenBack().useCaseId());
            if (current != null
                    && current.reviewCase().file().revision()
                            == each.takenBack().revision()
                    && standsDown(current, each, writes)) {
                open.remove(each.takenBack().useCaseId());
            }
        }
        writes.flush(tx, outbox);
    }

    private static boolean standsDown(StoredCase current, TakenBack.Received received, Writes writes) {
        ReviewCase reviewed = current.reviewCase();
        TakenBack takenBack = received.takenBack();
        Ruling ruling = new CaseAction.StandDown(takenBack.policy().version()).on(reviewed, writes.moment());
        if (!(ruling instanceof Ruling.Taken taken)) {
            return false;
        }
        writes.advance(current, taken.next(), taken.entry());
        if (reviewed instanceof ReviewCase.InformationRequested asked) {
            writes.closeQuestion(asked.question().id(), null, null);
        }
        writes.publish(new ApprovalEvent.ReviewCaseStoodDown(
                        About.of(reviewed.file()),
                        takenBack.triageId(),
                        takenBack.policy().version(),
                        writes.now())
                .at(writes.now())
                .causedBy(received.cause()));
        return true;
    }
}
