package studio.clearance.intake.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What another context told about one revision of a use case. */
public sealed interface News {

    int revision();

    /** When it happened where it happened. */
    Instant at();

    /** @param lane absent when nobody has to look */
    record Triaged(
            int revision,
            Instant at,
            Outcome outcome,
            @Nullable Lane lane) implements News {}

    /** From the reviewers: how the review goes on. */
    sealed interface Review extends News {

        Standing follows(Standing.Reviewable from);
    }

    record InformationRequested(int revision, Instant at, UUID requestId) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.requestInformation(requestId);
        }
    }

    /** The studio contact passed it on to legal. */
    record Escalated(int revision, Instant at) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.escalate();
        }
    }

    record Granted(int revision, Instant at, UUID approvalId, String terms) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.grant();
        }
    }

    /** The approval of an earlier revision covers this one too: nothing it rests on has changed. */
    record Upheld(int revision, Instant at) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.grant();
        }
    }

    record Denied(int revision, Instant at) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.deny();
        }
    }

    record ReviewCleared(int revision, Instant at) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.clear();
        }
    }

    /** A newer policy clears what was under review: nobody has to look any more. */
    record StoodDown(int revision, Instant at) implements Review {
        @Override
        public Standing follows(Standing.Reviewable from) {
            return from.standDown();
        }
    }

    /** What became of a written approval after it was given. */
    record ApprovalChanged(int revision, Instant at, UUID approvalId, WrittenApproval.State state) implements News {}

    /** Worth telling the partner; changes nothing. */
    record Remark(int revision, Instant at) implements News {}
}
