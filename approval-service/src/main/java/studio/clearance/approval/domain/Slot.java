package studio.clearance.approval.domain;

import java.util.Locale;

/** A signature that a case can need. */
public enum Slot {
    CONTACT,
    LEGAL,
    /** Talent and labour relations. */
    LABOUR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
