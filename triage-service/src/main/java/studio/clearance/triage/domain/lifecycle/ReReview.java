package studio.clearance.triage.domain.lifecycle;

/** Which cases are decided again under a new policy. A case that was granted, denied, cleared by its contact or withdrawn never is. */
public enum ReReview {
    NONE,
    /** Those that wait for a person's decision. */
    IN_REVIEW,
    /** And those that triage had cleared: some may have to stop. */
    IN_REVIEW_AND_CLEARED
}
