package studio.clearance.triage.domain;

/** What a partner has to wait for, from lightest to strictest. */
public enum Outcome {
    CLEARED_NOTIFY(Lane.NONE),
    CONTACT_REVIEW(Lane.CONTACT),
    ESCALATE(Lane.LEGAL);

    private final Lane lane;

    Outcome(Lane lane) {
        this.lane = lane;
    }

    public Lane lane() {
        return lane;
    }

    public boolean isLowerThan(Outcome other) {
        return compareTo(other) < 0;
    }

    public Outcome strictest(Outcome other) {
        return isLowerThan(other) ? other : this;
    }
}
