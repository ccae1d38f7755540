package studio.clearance.approval.domain;

/** The name of a written approval's state. */
public enum ApprovalState {
    IN_FORCE,
    SUSPENDED,
    REVOKED,
    EXPIRED,
    SUPERSEDED;

    /** Whether the letter can still come to hold again. */
    public boolean isLiving() {
        return this == IN_FORCE || this == SUSPENDED;
    }
}
