package studio.clearance.approval.events;

import java.util.UUID;
import studio.clearance.approval.domain.CaseFile;

/** What every event of this service is about. */
public record About(
        UUID useCaseId,
        String reference,
        int revision,
        String revisionHash,
        UUID reviewCaseId,
        String partnerId,
        String productionId) {

    public static About of(CaseFile file) {
        return new About(
                file.useCase().value(),
                file.reference(),
                file.revision(),
                file.revisionHash().value(),
                file.id().value(),
                file.partner(),
                file.production());
    }
}
