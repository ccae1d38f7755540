package studio.clearance.approval.domain;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which signatures a case needs.
 *
 * @param labourClauses the clauses on talent and union work: one of them fired, and labour relations signs too
 */
public record SlotPolicy(Set<String> labourClauses) {

    public SlotPolicy {
        labourClauses = Set.copyOf(labourClauses);
    }

    /** @param fired the clauses that fired for certain and that no other displaced */
    public Set<Slot> slotsFor(Lane lane, Collection<String> fired) {
        EnumSet<Slot> slots = EnumSet.of(lane.leadingSlot());
        if (lane == Lane.LEGAL && fired.stream().anyMatch(labourClauses::contains)) {
            slots.add(Slot.LABOUR);
        }
        return slots;
    }
}
