package studio.clearance.intake.domain;

/** What triage says of a declaration. */
public enum Outcome {
    CLEARED_NOTIFY,
    CONTACT_REVIEW,
    ESCALATE;

    boolean needsAPerson() {
        return this != CLEARED_NOTIFY;
    }
}
