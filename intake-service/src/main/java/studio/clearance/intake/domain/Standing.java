package studio.clearance.intake.domain;

import java.util.UUID;

/**
 * Where a use case stands, as its partner sees it. Each transition is a method of the states that have it; the return
 * type names what can follow. The diagram in the README is drawn from these types.
 */
public sealed interface Standing {

    /** Everything but the end: the partner can change their mind. */
    sealed interface Open extends Standing {

        default Submitted revise() {
            return new Submitted();
        }

        default Withdrawn withdraw() {
            return new Withdrawn();
        }
    }

    /**
     * A reviewer can speak about it. {@link Submitted} is among them because review and triage are heard on two topics,
     * and review may be heard first.
     */
    sealed interface Reviewable extends Open {

        default InformationRequested requestInformation(UUID requestId) {
            return new InformationRequested(requestId);
        }

        default InReview escalate() {
            return new InReview();
        }

        default Granted grant() {
            return new Granted();
        }

        default Denied deny() {
            return new Denied();
        }

        default ReviewCleared clear() {
            return new ReviewCleared();
        }

        default Cleared standDown() {
            return new Cleared();
        }
    }

    /** What triage can make of a revision. */
    sealed interface Triaged extends Open {}

    /** Triage can speak about it: for the first time, or again under a newer policy. */
    sealed interface Triageable extends Open {

        default Triaged triage(Outcome outcome) {
            return outcome.needsAPerson() ? new InReview() : new Cleared();
        }
    }

    /** Declared, not yet triaged. */
    record Submitted() implements Triageable, Reviewable {}

    /** Nobody has to look: the partner tells the studio contact and may start. A newer policy may see it differently. */
    record Cleared() implements Triaged, Triageable {}

    /** Waits for the studio contact or for legal. From here the review brings it on: people do, or it stands down when a newer policy clears the use. */
    record InReview() implements Triaged, Reviewable {}

    /** Waits for the partner's answer. */
    record InformationRequested(UUID requestId) implements Reviewable {

        public InReview answer() {
            return new InReview();
        }
    }

    /** A written approval was given. Whether it still holds is the approval's own state. */
    record Granted() implements Open {}

    record Denied() implements Open {}

    /** The studio contact looked and nothing more is needed. */
    record ReviewCleared() implements Open {}

    record Withdrawn() implements Standing {}

    /** The name of the state on the wire and in the database. */
    default Status status() {
        return switch (this) {
            case Submitted s -> Status.SUBMITTED;
            case Cleared s -> Status.CLEARED;
            case InReview s -> Status.IN_REVIEW;
            case InformationRequested s -> Status.INFORMATION_REQUESTED;
            case Granted s -> Status.GRANTED;
            case Denied s -> Status.DENIED;
            case ReviewCleared s -> Status.REVIEW_CLEARED;
            case Withdrawn s -> Status.WITHDRAWN;
        };
    }
}
