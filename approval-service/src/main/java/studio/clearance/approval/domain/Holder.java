package studio.clearance.approval.domain;

import org.jspecify.annotations.Nullable;

/** Who has claimed a slot, and for whom. */
public record Holder(Person person, @Nullable Person onBehalfOf) {

    boolean involves(String subject) {
        return person.subject().equals(subject)
                || (onBehalfOf != null && onBehalfOf.subject().equals(subject));
    }

    boolean sharesAPersonWith(Holder other) {
        return other.involves(person.subject()) || (onBehalfOf != null && other.involves(onBehalfOf.subject()));
    }
}
