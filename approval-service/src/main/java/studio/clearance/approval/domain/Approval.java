package studio.clearance.approval.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A written approval after it was issued. A state is a record; what can happen in it are its methods. */
public sealed interface Approval {

    ApprovalFile about();

    ApprovalState state();

    /** In words for whoever asks why it is so; null while nothing has happened to it. */
    @Nullable
    String reason();

    /** It holds. */
    record InForce(ApprovalFile about) implements Living {
        @Override
        public ApprovalState state() {
            return ApprovalState.IN_FORCE;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }

        /** It does not hold for now: a consent it rests on has ended. */
        public Taken suspend(String reason, Instant at) {
            return taken(
                    new Suspended(about, reason), "approval-suspended", Person.SYSTEM, at, Map.of("reason", reason));
        }
    }

    /** It does not hold for now. */
    record Suspended(ApprovalFile about, String reason) implements Living {
        @Override
        public ApprovalState state() {
            return ApprovalState.SUSPENDED;
        }

        public Taken reinstate(Person by, String why, Instant at) {
            return taken(new InForce(about), "approval-reinstated", by, at, Map.of("reason", why));
        }
    }

    /** Taken back for good. */
    record Revoked(ApprovalFile about, String reason) implements Ended {
        @Override
        public ApprovalState state() {
            return ApprovalState.REVOKED;
        }
    }

    /** Its time is over. */
    record Expired(ApprovalFile about) implements Ended {
        @Override
        public ApprovalState state() {
            return ApprovalState.EXPIRED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** @param replacedBy the approval that renews it; null when a new revision took its ground away */
    record Superseded(
            ApprovalFile about, String reason, @Nullable ApprovalId replacedBy) implements Ended {
        @Override
        public ApprovalState state() {
            return ApprovalState.SUPERSEDED;
        }
    }

    /** A state that nothing leads out of. */
    sealed interface Ended extends Approval {}

    /** A state in which the letter holds or can come to hold again. */
    sealed interface Living extends Approval {

        default Taken revoke(Person by, String reason, Instant at) {
            return taken(new Revoked(about(), reason), "approval-revoked", by, at, Map.of("reason", reason));
        }

        /** To be called at or after its expiry. */
        default Taken expire(Instant at) {
            return taken(new Expired(about()), "approval-expired", Person.SYSTEM, at, Map.of());
        }

        default Taken supersede(String reason, @Nullable ApprovalId replacedBy, Instant at) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("reason", reason);
            if (replacedBy != null) {
                detail.put("replacedBy", replacedBy.toString());
            }
            return taken(new Superseded(about(), reason, replacedBy), "approval-superseded", Person.SYSTEM, at, detail);
        }
    }

    /** A change with its entry for the audit chain of the case. */
    record Taken(Approval next, AuditEntry entry) {}

    private static Taken taken(Approval next, String action, Person by, Instant at, Map<String, Object> more) {
        Map<String, Object> detail = new LinkedHashMap<>(more);
        detail.put("approval", next.about().id().toString());
        return new Taken(
                next, new AuditEntry(action, by, null, at, next.about().file().revision(), detail));
    }
}
