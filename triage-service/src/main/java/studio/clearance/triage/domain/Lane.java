package studio.clearance.triage.domain;

import java.util.Locale;

/** The queue an outcome leads to. */
public enum Lane {
    NONE,
    CONTACT,
    LEGAL;

    /** The name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
