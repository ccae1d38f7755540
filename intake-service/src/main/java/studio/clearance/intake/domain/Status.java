package studio.clearance.intake.domain;

/** The names of the states of {@link Standing}. */
public enum Status {
    SUBMITTED,
    CLEARED,
    IN_REVIEW,
    INFORMATION_REQUESTED,
    GRANTED,
    DENIED,
    REVIEW_CLEARED,
    WITHDRAWN
}
