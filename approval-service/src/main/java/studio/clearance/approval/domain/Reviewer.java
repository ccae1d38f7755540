package studio.clearance.approval.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone who acts on a case, by their own role or for a colleague.
 *
 * @param onBehalfOf the colleague whose delegation this rests on; null when acting in one's own right
 * @param slots the signatures this person may give in that capacity
 */
public record Reviewer(Person person, @Nullable Person onBehalfOf, Set<Slot> slots) {

    public Reviewer {
        slots = Set.copyOf(slots);
    }

    public static Reviewer of(Person person, Slot... slots) {
        return new Reviewer(person, null, Set.of(slots));
    }

    /** Whether this reviewer, or the one they stand in for, is that person. */
    public boolean involves(String subject) {
        return person.subject().equals(subject)
                || (onBehalfOf != null && onBehalfOf.subject().equals(subject));
    }

    /**
     * The signature this reviewer means when they do not say: the leading one if they give it, else whichever of the case's
     * they do give.
     */
    public Slot slotIn(CaseFile file) {
        Slot leading = file.lane().leadingSlot();
        return slots.contains(leading)
                ? leading
                : slots.stream().filter(file.slots()::contains).findFirst().orElse(leading);
    }

    public Holder asHolder() {
        return new Holder(person, onBehalfOf);
    }
}
