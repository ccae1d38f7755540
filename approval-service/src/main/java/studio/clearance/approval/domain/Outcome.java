package studio.clearance.approval.domain;

/** What triage said of a use that a person has to look at. */
public enum Outcome {
    CONTACT_REVIEW,
    ESCALATE
}
