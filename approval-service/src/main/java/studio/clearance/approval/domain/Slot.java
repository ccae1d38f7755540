package studio.clearance.approval.domain;

import java.util.Locale;

/** A signature that a case can need. */
public enum Slot {
    CONTACT,
    LEGAL,
    /** Talent and labour relations. */
    LABOUR;

    /** @throws IllegalArgumentException when there is none of that name */
    public static Slot of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
