package studio.clearance.approval.domain;

import java.util.Set;

/**
 * Someone who reads cases.
 *
 * @param slots the signatures they give in their own right or for someone else at the time
 * @param readsAll auditors and administrators
 */
public record Viewer(Person person, Set<Slot> slots, boolean readsAll) {

    public Viewer {
        slots = Set.copyOf(slots);
    }

    /** Legal reads every lane, the contact the contact's, labour relations the cases it signs. */
    public boolean sees(CaseFile file) {
        return seesEverything()
                || (slots.contains(Slot.CONTACT) && file.lane() == Lane.CONTACT)
                || (slots.contains(Slot.LABOUR) && file.slots().contains(Slot.LABOUR));
    }

    public boolean seesEverything() {
        return readsAll || slots.contains(Slot.LEGAL);
    }
}
