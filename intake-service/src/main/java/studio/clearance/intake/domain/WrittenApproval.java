package studio.clearance.intake.domain;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a written approval given for one revision.
 *
 * @param changedAt when the approval context brought it into this state
 * @param terms what was granted, as the approval context worded it (JSON); absent while something that befell the
 *     approval was heard before the grant itself
 */
public record WrittenApproval(
        UUID id,
        int revision,
        State state,
        Instant changedAt,
        @Nullable String terms) {

    public enum State {
        IN_FORCE,
        SUSPENDED,
        REVOKED,
        EXPIRED,
        SUPERSEDED;

        private Set<State> next() {
            return switch (this) {
                case IN_FORCE -> EnumSet.of(SUSPENDED, REVOKED, EXPIRED, SUPERSEDED);
                case SUSPENDED -> EnumSet.of(IN_FORCE, REVOKED, EXPIRED, SUPERSEDED);
                case REVOKED, EXPIRED, SUPERSEDED -> EnumSet.noneOf(State.class);
            };
        }

        boolean mayBecome(State other) {
            return next().contains(other);
        }
    }

    /** A state told late, or one that cannot follow, leaves the approval as it is. */
    WrittenApproval heard(State next, Instant at) {
        return at.isBefore(changedAt) || !state.mayBecome(next)
                ? this
                : new WrittenApproval(id, revision, next, at, terms);
    }

    WrittenApproval with(String granted) {
        return terms != null ? this : new WrittenApproval(id, revision, state, changedAt, granted);
    }
}
