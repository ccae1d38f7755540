package studio.clearance.approval.domain;

import java.util.Set;

/**
 * What never changes about a review case.
 *
 * @param reference the use case's reference as people quote it: {@code UC-2418}
 * @param submitter the subject of whoever declared this revision
 * @param slots the signatures it needs, frozen when it was opened
 */
public record CaseFile(
        CaseId id,
        UseCaseId useCase,
        String reference,
        int revision,
        RevisionHash revisionHash,
        Lane lane,
        Outcome outcome,
        String submitter,
        String partner,
        String production,
        Set<Slot> slots) {

    public CaseFile {
        slots = Set.copyOf(slots);
        if (!slots.contains(lane.leadingSlot())) {
            throw new IllegalArgumentException("Every lane asks for its own signature");
        }
    }
}
