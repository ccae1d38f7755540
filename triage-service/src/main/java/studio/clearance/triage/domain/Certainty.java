package studio.clearance.triage.domain;

import java.util.Locale;

/** Whether a clause applies for certain, or may apply because an answer is open. */
public enum Certainty {
    FIRED,
    MAY_APPLY;

    /** The name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
