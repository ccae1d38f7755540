package studio.clearance.triage.domain.lifecycle;

import java.time.Instant;
import java.util.List;

/** A version of the policy; its transitions are methods of the states that have them. */
public sealed interface PolicyVersion {

    Edition edition();

    /** A version whose text can still change. */
    sealed interface Editable extends PolicyVersion permits Draft, Valid, Replayed {

        /** A text that was just validated takes the place of the former. What was known of the former text is void. */
        default Change revise(
                Person editor, String policyId, String sha256, String note, List<Problem> problems, Instant now) {
            if (!onlyTheAuthorEdits(editor)) {
                return new Change.Refused(Refusal.ONLY_THE_AUTHOR_EDITS);
            }
            Edition next = edition().next(policyId, sha256, note, now);
            return new Change.Made(problems.isEmpty() ? new Valid(next) : new Draft(next, problems));
        }

        default Change withdraw(Person editor, Instant now) {
            return onlyTheAuthorEdits(editor)
                    ? new Change.Made(new Withdrawn(edition().next(), now))
                    : new Change.Refused(Refusal.ONLY_THE_AUTHOR_EDITS);
        }

        private boolean onlyTheAuthorEdits(Person editor) {
            return edition().author().is(editor);
        }
    }

    /** Being written; the text has problems and cannot decide. */
    record Draft(Edition edition, List<Problem> problems) implements Editable {}

    /** The text compiles and its own cases hold. */
    record Valid(Edition edition) implements Editable {

        public Replayed replayed(Trial trial) {
            return new Replayed(edition, trial);
        }
    }

    /** It is known what this very text would change. */
    record Replayed(Edition edition, Trial trial) implements Editable {

        public Change publish(PublicationOrder order) {
            if (!publisherIsNotTheAuthor(order)) {
                return new Change.Refused(Refusal.PUBLISHER_IS_NOT_THE_AUTHOR);
            }
            if (!takesEffectAfterPublication(order)) {
                return new Change.Refused(Refusal.TAKES_EFFECT_AFTER_PUBLICATION);
            }
            if (!replayedAgainstWhatItTakesOverFrom(order)) {
                return new Change.Refused(Refusal.REPLAYED_AGAINST_WHAT_IT_TAKES_OVER_FROM);
            }
            if (!changedOutcomesAreConfirmed(order)) {
                return new Change.Refused(Refusal.CHANGED_OUTCOMES_ARE_CONFIRMED);
            }
            return new Change.Made(new Published(
                    edition.next(),
                    new Publication(
                            edition.version(),
                            edition.sha256(),
                            edition.author(),
                            order.publisher(),
                            order.now(),
                            order.effectiveFrom(),
                            trial.changed(),
                            order.reReview())));
        }

        private boolean publisherIsNotTheAuthor(PublicationOrder order) {
            return !edition.author().is(order.publisher());
        }

        private static boolean takesEffectAfterPublication(PublicationOrder order) {
            return !order.effectiveFrom().isBefore(order.now());
        }

        private boolean replayedAgainstWhatItTakesOverFrom(PublicationOrder order) {
            return trial.text().equals(edition.sha256()) && trial.against().equals(order.takesOverFrom());
        }

        private boolean changedOutcomesAreConfirmed(PublicationOrder order) {
            Long confirmed = order.confirmedChanges();
            return trial.changed() == 0 || (confirmed != null && confirmed == trial.changed());
        }
    }

    /** Decides from its effective date on, until the next one does. Never changes again. */
    record Published(Edition edition, Publication publication) implements PolicyVersion {}

    /** Given up by its author; kept, so that its number is not used twice. */
    record Withdrawn(Edition edition, Instant withdrawnAt) implements PolicyVersion {}

    /** What came of an attempt to change a version. */
    sealed interface Change {

        record Made(PolicyVersion version) implements Change {}

        record Refused(Refusal rule) implements Change {}
    }
}
