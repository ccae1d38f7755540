package studio.clearance.approval.standingdown;

import java.util.UUID;
import studio.clearance.kit.events.ReceivedEvent;

/** What this service reads of EscalationWithdrawn. */
record TakenBack(UUID triageId, UUID useCaseId, int revision, Policy policy) {

    record Policy(String version) {}

    /** With the event that brought it. */
    record Received(TakenBack takenBack, ReceivedEvent cause) {

        static Received of(ReceivedEvent event) {
            return new Received(event.read(TakenBack.class), event);
        }
    }
}
