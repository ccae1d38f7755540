package studio.clearance.triage.domain;

/** What a clause asks for once it applies, from lightest to gravest. */
public enum Demand {
    NONE(Outcome.CLEARED_NOTIFY),
    ADVICE(Outcome.CLEARED_NOTIFY),
    NOTIFY(Outcome.CLEARED_NOTIFY),
    JUDGE(Outcome.CONTACT_REVIEW),
    CONSENT(Outcome.ESCALATE),
    APPROVE(Outcome.ESCALATE),
    PROHIBIT(Outcome.ESCALATE);

    private final Outcome outcome;

    Demand(Outcome outcome) {
        this.outcome = outcome;
    }

    /** The least outcome that lets this demand be met. */
    public Outcome outcome() {
        return outcome;
    }
}
