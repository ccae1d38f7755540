package studio.clearance.triage.messaging;

import java.util.UUID;

/** What triage reads of the events of approval that end a review or a grant: which revision; the type says how, the event when. */
public record DecidedReview(UUID useCaseId, int revision) {}
