package studio.clearance.approval.domain;

/** The name of a review case's state, for storage, filters and readers; the states themselves are {@link ReviewCase}. */
public enum CaseState {
    QUEUED,
    CLAIMED,
    INFORMATION_REQUESTED,
    GRANTED,
    DENIED,
    CLEARED,
    WITHDRAWN,
    SUPERSEDED;

    public boolean isOpen() {
        return compareTo(INFORMATION_REQUESTED) <= 0;
    }
}
