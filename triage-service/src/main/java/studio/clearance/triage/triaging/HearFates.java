package studio.clearance.triage.triaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.triage.messaging.DecidedReview;
import studio.clearance.triage.persistence.Fate;
import studio.clearance.triage.persistence.Fates;
import studio.clearance.triage.persistence.RevisionKey;

/** Notes what became of the cases that people decided: a replay shows it, and a re-review leaves them alone. */
@ApplicationScoped
public class HearFates implements EventHandler {

    private static final Map<String, Fate.End> ENDS = Map.of(
            OutgoingEvent.typeOf("ApprovalGranted", 1), Fate.End.GRANTED,
            OutgoingEvent.typeOf("ApprovalDenied", 1), Fate.End.DENIED,
            OutgoingEvent.typeOf("ReviewCleared", 1), Fate.End.REVIEW_CLEARED,
            OutgoingEvent.typeOf("ApprovalRevoked", 1), Fate.End.REVOKED,
            OutgoingEvent.typeOf("ApprovalExpired", 1), Fate.End.EXPIRED);

    private final Fates fates;

    HearFates(Fates fates) {
        this.fates = fates;
    }

    @Override
    public Set<String> types() {
        return ENDS.keySet();
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        fates.record(tx, events.stream().map(HearFates::fate).toList());
    }

    private static Fate fate(ReceivedEvent event) {
        DecidedReview decided = event.read(DecidedReview.class);
        return new Fate(new RevisionKey(decided.useCaseId(), decided.revision()), end(event.type()), event.time());
    }

    private static Fate.End end(String type) {
        Fate.End end = ENDS.get(type);
        if (end == null) {
            throw new IllegalStateException("Nobody asked for " + type);
        }
        return end;
    }
}
