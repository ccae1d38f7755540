package studio.clearance.approval.domain;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.approval.domain.ReviewCase.Claimed;
import studio.clearance.approval.domain.ReviewCase.Closed;
import studio.clearance.approval.domain.ReviewCase.InformationRequested;
import studio.clearance.approval.domain.ReviewCase.Open;
import studio.clearance.approval.domain.ReviewCase.Queued;

/** What can be asked of a case, and the answer of the states that do not have it. */
public sealed interface CaseAction {

    Ruling on(ReviewCase reviewCase, Moment moment);

    record Claim(Reviewer by, Slot slot) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Open open -> open.claim(by, slot, moment);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Release(Reviewer by) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Open open -> open.release(by, moment);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    /** @param handsOutWork whether the assigner may put work into anybody's hands, by role */
    record Assign(Reviewer by, boolean handsOutWork, Reviewer to, Slot slot) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Open open -> open.assign(by, handsOutWork, to, slot, moment);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Ask(Reviewer by, Question question) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Queued queued -> claimFirst();
                case Claimed claimed -> claimed.ask(by, question, moment);
                case InformationRequested requested ->
                    new Ruling.Refused(
                            Rule.ACTION_FITS_THE_STATE,
                            "A question is outstanding already. Take it back to ask another.");
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record TakeBack(Reviewer by, UUID question) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case InformationRequested requested
                when requested.question().id().equals(question) -> requested.takeBack(by, moment);
                case Open open -> nothingOutstanding();
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Answer(Person by, UUID question, String says) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case InformationRequested requested
                when requested.question().id().equals(question) -> requested.answer(by, says, moment);
                case Open open -> nothingOutstanding();
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Grant(Reviewer by, Slot slot, Terms terms) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Queued queued -> claimFirst();
                case Claimed claimed -> claimed.grant(by, slot, terms, moment);
                case InformationRequested requested -> answerIsOutstanding();
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Deny(Reviewer by, Slot slot, List<Reason> reasons) implements CaseAction {
        public Deny {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Queued queued -> claimFirst();
                case Claimed claimed -> claimed.deny(by, slot, reasons, moment);
                case InformationRequested requested -> answerIsOutstanding();
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Clear(Reviewer by, String note) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Queued queued -> claimFirst();
                case Claimed claimed -> claimed.clear(by, note, moment);
                case InformationRequested requested -> answerIsOutstanding();
                case Closed closed -> isClosed(closed);
            };
        }
    }

    /** @param continuedBy the identifier of the case that legal will have */
    record Escalate(Reviewer by, String note, CaseId continuedBy) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Queued queued -> claimFirst();
                case Claimed claimed -> claimed.escalate(by, note, continuedBy, moment);
                case InformationRequested requested -> answerIsOutstanding();
                case Closed closed -> isClosed(closed);
            };
        }
    }

    /** A remark in the conversation. It changes no state and is welcome in all of them. */
    record Comment(Reviewer by, UUID comment, String text, boolean sharedWithPartner) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return new Ruling.Taken(
                    reviewCase,
                    AuditEntry.by(
                            by,
                            "commented",
                            moment.now(),
                            reviewCase.file(),
                            Map.of(
                                    "comment",
                                    comment.toString(),
                                    "text",
                                    text,
                                    "sharedWithPartner",
                                    sharedWithPartner)));
        }
    }

    record Withdraw(Person by) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Open open -> open.withdraw(by, moment);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    record Supersede(int newRevision) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Open open when open.file().revision() < newRevision -> open.supersede(newRevision, moment);
                case Open open -> new Ruling.Already(open);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    /**
     * Triage takes back what it asked, since a newer policy clears the use.
     *
     * @param policyVersion the version that clears it
     */
    record StandDown(String policyVersion) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Open open -> open.standDown(policyVersion, moment);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    /** The clock says so; never a person, and never an approval. */
    record Announce(SlaClock.Mark mark) implements CaseAction {
        @Override
        public Ruling on(ReviewCase reviewCase, Moment moment) {
            return switch (reviewCase) {
                case Queued queued -> queued.announce(mark, moment);
                case Claimed claimed -> claimed.announce(mark, moment);
                case InformationRequested requested -> new Ruling.Already(requested);
                case Closed closed -> isClosed(closed);
            };
        }
    }

    private static Ruling claimFirst() {
        return new Ruling.Refused(Rule.DECIDER_HOLDS_THE_SLOT, "Claim the case first.");
    }

    private static Ruling nothingOutstanding() {
        return new Ruling.Refused(Rule.ACTION_FITS_THE_STATE, "That question is not outstanding.");
    }

    private static Ruling answerIsOutstanding() {
        return new Ruling.Refused(
                Rule.ACTION_FITS_THE_STATE, "The partner was asked. Wait for the answer or take the question back.");
    }

    private static Ruling isClosed(Closed closed) {
        String how = switch (closed) {
            case ReviewCase.Granted granted -> "granted";
            case ReviewCase.Denied denied -> "denied";
            case ReviewCase.Cleared cleared -> "cleared";
            case ReviewCase.Withdrawn withdrawn -> "withdrawn by the partner";
            case ReviewCase.Superseded superseded -> "replaced: another case has its place, or none is needed any more";
        };
        return new Ruling.Refused(Rule.CASE_IS_OPEN, "This case was " + how + ".");
    }
}
