package studio.clearance.triage.messaging;

import java.time.Instant;
import java.util.UUID;
import studio.clearance.kit.events.OutgoingEvent;

/** What triage reads of UseCaseWithdrawn. */
public record WithdrawnUseCase(UUID useCaseId, int revision, Instant withdrawnAt) {

    public static final String TYPE = OutgoingEvent.typeOf("UseCaseWithdrawn", 1);
}
