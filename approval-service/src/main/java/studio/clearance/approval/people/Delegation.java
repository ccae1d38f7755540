package studio.clearance.approval.people;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Slot;

/**
 * For a time, someone gives signatures for someone else. It does not cascade: it rests on the delegator's own role.
 *
 * @param endedAt when it was ended before its time
 */
public record Delegation(
        UUID id,
        Person delegator,
        Person delegate,
        Slot slot,
        Instant startsAt,
        Instant endsAt,
        @Nullable Instant endedAt) {

    boolean isInForce(Instant now) {
        return endedAt == null && !startsAt.isAfter(now) && endsAt.isAfter(now);
    }
}
