package studio.clearance.approval.domain;

import java.util.Locale;

/** Who looks at a case: the studio contact by judgement, or legal for a written approval. */
public enum Lane {
    CONTACT,
    LEGAL;

    /** The slot that leads in this lane: its holder is who the queue shows as working on the case. */
    public Slot leadingSlot() {
        return this == CONTACT ? Slot.CONTACT : Slot.LEGAL;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public static Lane of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
