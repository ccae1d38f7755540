package studio.clearance.approval.domain;

import static studio.clearance.approval.domain.Rule.ACTION_FITS_THE_LANE;
import static studio.clearance.approval.domain.Rule.CASE_ASKS_FOR_THE_SIGNATURE;
import static studio.clearance.approval.domain.Rule.DECIDER_HOLDS_THE_SLOT;
import static studio.clearance.approval.domain.Rule.DECIDER_IS_NOT_THE_SUBMITTER;
import static studio.clearance.approval.domain.Rule.EXPIRY_IS_AHEAD;
import static studio.clearance.approval.domain.Rule.EXPIRY_IS_WITHIN_THREE_YEARS;
import static studio.clearance.approval.domain.Rule.NOBODY_SIGNS_TWICE;
import static studio.clearance.approval.domain.Rule.REASONS_ARE_GIVEN;
import static studio.clearance.approval.domain.Rule.REVIEWER_MAY_FILL_THE_SLOT;
import static studio.clearance.approval.domain.Rule.SCOPE_IS_STATED;
import static studio.clearance.approval.domain.Rule.SLOT_IS_DECIDED_ONCE;
import static studio.clearance.approval.domain.Rule.SLOT_IS_UNCLAIMED;
import static studio.clearance.approval.domain.Rule.TERMS_FIT_THE_LETTER;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a use case before its reviewers.
 *
 * <p>A state is a record; what can be done in it are its methods. {@link CaseAction} asks a case in whatever state for
 * an action and answers for the states that do not have it.
 */
public sealed interface ReviewCase {

    CaseFile file();

    SignOffs signOffs();

    SlaClock clock();

    CaseState state();

    static Queued open(CaseFile file, Duration target, Moment moment) {
        return new Queued(file, SignOffs.vacant(file.slots()), SlaClock.Running.start(target, moment));
    }

    /** Nobody holds an open signature; a slot may have been signed already. */
    record Queued(CaseFile file, SignOffs signOffs, SlaClock.Running clock) implements Open {
        @Override
        public CaseState state() {
            return CaseState.QUEUED;
        }

        @Override
        public Open with(SignOffs signOffs) {
            return working(file, signOffs, clock);
        }

        /** The clock announces a mark. */
        public Ruling announce(SlaClock.Mark mark, Moment moment) {
            return announced(new Queued(file, signOffs, clock.announce(mark)), clock, mark, moment);
        }
    }

    /** Someone holds an open signature. */
    record Claimed(CaseFile file, SignOffs signOffs, SlaClock.Running clock) implements Open {
        @Override
        public CaseState state() {
            return CaseState.CLAIMED;
        }

        @Override
        public Open with(SignOffs signOffs) {
            return working(file, signOffs, clock);
        }

        /** The clock announces a mark. */
        public Ruling announce(SlaClock.Mark mark, Moment moment) {
            return announced(new Claimed(file, signOffs, clock.announce(mark)), clock, mark, moment);
        }

        /** Asks the partner; the clock stands still until the answer. */
        public Ruling ask(Reviewer by, Question question, Moment moment) {
            return decidingHolder(by).<Ruling>map(refused -> refused).orElseGet(() -> {
                Map<String, Object> detail = new LinkedHashMap<>();
                detail.put("question", question.id().toString());
                detail.put("says", question.says());
                detail.put("facts", question.facts());
                return new Ruling.Taken(
                        new InformationRequested(file, signOffs, clock.pause(moment), question),
                        AuditEntry.by(by, "asked", moment.now(), file, detail));
            });
        }

        /** Gives one signature for a written approval; the last one grants it. */
        public Ruling grant(Reviewer by, Slot slot, Terms terms, Moment moment) {
            if (file.lane() != Lane.LEGAL) {
                return new Ruling.Refused(
                        ACTION_FITS_THE_LANE,
                        "Only legal's lane grants a written approval. Clear the use or escalate.");
            }
            Optional<Ruling.Refused> refused = mayDecide(by, slot).or(() -> termsAreSound(slot, terms, moment.now()));
            if (refused.isPresent()) {
                return refused.get();
            }
            SignOffs next = signOffs.with(slot, new SignOff.Signed(by.asHolder(), moment.now(), terms));
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("slot", slot.toString());
            detail.put("revisionHash", file.revisionHash().value());
            detail.put("terms", terms.form());
            ReviewCase after =
                    next.complete() ? new Granted(file, next, clock.stop(moment)) : working(file, next, clock);
            return new Ruling.Taken(after, AuditEntry.by(by, "signed", moment.now(), file, detail));
        }

        /** One denial denies, whatever the others would say. */
        public Ruling deny(Reviewer by, Slot slot, List<Reason> reasons, Moment moment) {
            Optional<Ruling.Refused> refused = mayDecide(by, slot).or(() -> reasonsAreGiven(reasons));
            if (refused.isPresent()) {
                return refused.get();
            }
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("slot", slot.toString());
            detail.put("revisionHash", file.revisionHash().value());
            detail.put("reasons", reasons.stream().map(Claimed::form).toList());
            return new Ruling.Taken(
                    new Denied(file, signOffs, clock.stop(moment), new Verdict(slot, by.asHolder(), moment.now())),
                    AuditEntry.by(by, "denied", moment.now(), file, detail));
        }

        /** The studio contact finds that the use needs no written approval. */
        public Ruling clear(Reviewer by, String note, Moment moment) {
            Optional<Ruling.Refused> refused = onlyTheContact().or(() -> mayDecide(by, Slot.CONTACT));
            if (refused.isPresent()) {
                return refused.get();
            }
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("revisionHash", file.revisionHash().value());
            detail.put("note", note);
            return new Ruling.Taken(
                    new Cleared(
                            file, signOffs, clock.stop(moment), new Verdict(Slot.CONTACT, by.asHolder(), moment.now())),
                    AuditEntry.by(by, "cleared", moment.now(), file, detail));
        }

        /** The studio contact hands the use to legal, where a new case continues this one. */
        public Ruling escalate(Reviewer by, String note, CaseId continuedBy, Moment moment) {
            Optional<Ruling.Refused> refused = onlyTheContact().or(() -> mayDecide(by, Slot.CONTACT));
            if (refused.isPresent()) {
                return refused.get();
            }
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("continuedBy", continuedBy.toString());
            detail.put("note", note);
            return new Ruling.Taken(
                    new Superseded(file, signOffs, clock.stop(moment), continuedBy),
                    AuditEntry.by(by, "escalated", moment.now(), file, detail));
        }

        private Optional<Ruling.Refused> onlyTheContact() {
            return file.lane() == Lane.CONTACT
                    ? Optional.empty()
                    : refuse(ACTION_FITS_THE_LANE, "In legal's lane a use is granted or denied.");
        }

        private Optional<Ruling.Refused> mayDecide(Reviewer by, Slot slot) {
            return deciderIsNotTheSubmitter(by)
                    .or(() -> caseAsksForTheSignature(slot))
                    .or(() -> reviewerMayFillTheSlot(by, slot))
                    .or(() -> slotIsDecidedOnce(slot))
                    .or(() -> deciderHoldsTheSlot(by, slot))
                    .or(() -> nobodySignsTwice(by));
        }

        private Optional<Ruling.Refused> slotIsDecidedOnce(Slot slot) {
            return signOffs.of(slot).orElseThrow() instanceof SignOff.Signed signed
                    ? refuse(SLOT_IS_DECIDED_ONCE, signed.by().person().name() + " has signed this already.")
                    : Optional.empty();
        }

        private Optional<Ruling.Refused> deciderHoldsTheSlot(Reviewer by, Slot slot) {
            return signOffs.of(slot).orElseThrow() instanceof SignOff.Held held
                            && held.holder().person().is(by.person())
                    ? Optional.empty()
                    : refuse(DECIDER_HOLDS_THE_SLOT, "Claim the case before you decide it.");
        }

        private Optional<Ruling.Refused> nobodySignsTwice(Reviewer by) {
            return signOffs.signed().anyMatch(signed -> signed.by().sharesAPersonWith(by.asHolder()))
                    ? refuse(NOBODY_SIGNS_TWICE, "You have signed this case in another role.")
                    : Optional.empty();
        }

        private Optional<Ruling.Refused> termsAreSound(Slot slot, Terms terms, Instant now) {
            Instant expiry = terms.expiresAt();
            boolean leading = slot == file.lane().leadingSlot();
            if (leading && (terms.scope() == null || terms.scope().isBlank())) {
                return refuse(SCOPE_IS_STATED, "Say what exactly is approved: this tool, this material, this use.");
            }
            if (terms.room() > Terms.MOST_ROOM) {
                return refuse(
                        TERMS_FIT_THE_LETTER,
                        "A letter has two pages. Scope, conditions and exclusions take up " + terms.room()
                                + " characters, each entry counted with 100 more; there is room for " + Terms.MOST_ROOM
                                + ".");
            }
            if (expiry == null) {
                return leading ? refuse(EXPIRY_IS_AHEAD, "Say until when the approval holds.") : Optional.empty();
            }
            if (!expiry.isAfter(now)) {
                return refuse(EXPIRY_IS_AHEAD, "The approval would end before it begins.");
            }
            return expiry.isAfter(now.atOffset(ZoneOffset.UTC).plusYears(3).toInstant())
                    ? refuse(EXPIRY_IS_WITHIN_THREE_YEARS, "An approval holds for three years at most; renew it then.")
                    : Optional.empty();
        }

        private static Optional<Ruling.Refused> reasonsAreGiven(List<Reason> reasons) {
            return reasons.isEmpty()
                            || reasons.stream().anyMatch(reason -> reason.says().isBlank())
                    ? refuse(REASONS_ARE_GIVEN, "Tell the partner why, and what would make it approvable.")
                    : Optional.empty();
        }

        private static Map<String, Object> form(Reason reason) {
            return reason.clause() == null
                    ? Map.of("says", reason.says())
                    : Map.of("clause", reason.clause(), "says", reason.says());
        }
    }

    /** The partner was asked; the clock stands still. */
    record InformationRequested(CaseFile file, SignOffs signOffs, SlaClock.Paused clock, Question question)
            implements Open {
        @Override
        public CaseState state() {
            return CaseState.INFORMATION_REQUESTED;
        }

        @Override
        public Open with(SignOffs signOffs) {
            return new InformationRequested(file, signOffs, clock, question);
        }

        /** The partner has answered; the review goes on. */
        public Ruling answer(Person by, String answer, Moment moment) {
            return new Ruling.Taken(
                    working(file, signOffs, clock.resume(moment)),
                    new AuditEntry(
                            "answered",
                            by,
                            null,
                            moment.now(),
                            file.revision(),
                            Map.of("question", question.id().toString(), "says", answer)));
        }

        /** The reviewer goes on without an answer. */
        public Ruling takeBack(Reviewer by, Moment moment) {
            return decidingHolder(by)
                    .<Ruling>map(refused -> refused)
                    .orElseGet(() -> new Ruling.Taken(
                            working(file, signOffs, clock.resume(moment)),
                            AuditEntry.by(
                                    by,
                                    "took-question-back",
                                    moment.now(),
                                    file,
                                    Map.of("question", question.id().toString()))));
        }
    }

    /** A written approval was issued. */
    record Granted(CaseFile file, SignOffs signOffs, SlaClock.Stopped clock) implements Closed {
        @Override
        public CaseState state() {
            return CaseState.GRANTED;
        }

        /** The terms of the letter, from all signatures together. */
        public Terms terms() {
            Slot leading = file.lane().leadingSlot();
            List<Terms> others = new ArrayList<>();
            Terms lead = null;
            for (Map.Entry<Slot, SignOff> entry : signOffs.bySlot().entrySet()) {
                Terms terms = ((SignOff.Signed) entry.getValue()).terms();
                if (entry.getKey() == leading) {
                    lead = terms;
                } else {
                    others.add(terms);
                }
            }
            if (lead == null) {
                throw new IllegalStateException("A granted case has its leading signature");
            }
            return Terms.together(lead, others);
        }
    }

    /** One of the signatures was refused. */
    record Denied(CaseFile file, SignOffs signOffs, SlaClock.Stopped clock, Verdict verdict) implements Closed {
        @Override
        public CaseState state() {
            return CaseState.DENIED;
        }
    }

    /** The studio contact cleared it; no written approval is needed. */
    record Cleared(CaseFile file, SignOffs signOffs, SlaClock.Stopped clock, Verdict verdict) implements Closed {
        @Override
        public CaseState state() {
            return CaseState.CLEARED;
        }
    }

    /** The partner withdrew the use. */
    record Withdrawn(CaseFile file, SignOffs signOffs, SlaClock.Stopped clock) implements Closed {
        @Override
        public CaseState state() {
            return CaseState.WITHDRAWN;
        }
    }

    /**
     * Another case took its place, or none did: a new revision may need no review, or a newer policy may clear the use.
     *
     * @param continuedBy the case that goes on in another lane, where that is known at once
     */
    record Superseded(
            CaseFile file,
            SignOffs signOffs,
            SlaClock.Stopped clock,
            @Nullable CaseId continuedBy) implements Closed {
        @Override
        public CaseState state() {
            return CaseState.SUPERSEDED;
        }
    }

    /** Who closed a case by one word, for which slot. */
    record Verdict(Slot slot, Holder by, Instant at) {}

    /** A state that nothing leads out of. */
    sealed interface Closed extends ReviewCase {
        @Override
        SlaClock.Stopped clock();
    }

    /** A state in which people still work on the case. */
    sealed interface Open extends ReviewCase {

        /** The same case with these signatures: queued when nobody works on it, claimed when someone does. */
        Open with(SignOffs signOffs);

        /** Takes a slot that nobody holds. */
        default Ruling claim(Reviewer by, Slot slot, Moment moment) {
            Optional<Ruling.Refused> refused = deciderIsNotTheSubmitter(by)
                    .or(() -> caseAsksForTheSignature(slot))
                    .or(() -> reviewerMayFillTheSlot(by, slot));
            if (refused.isPresent()) {
                return refused.get();
            }
            return switch (signOffs().of(slot).orElseThrow()) {
                case SignOff.Vacant vacant ->
                    new Ruling.Taken(
                            with(signOffs().with(slot, new SignOff.Held(by.asHolder()))),
                            AuditEntry.by(by, "claimed", moment.now(), file(), Map.of("slot", slot.toString())));
                case SignOff.Held(Holder holder) when holder.equals(by.asHolder()) -> new Ruling.Already(this);
                case SignOff.Held(Holder holder) ->
                    new Ruling.Refused(SLOT_IS_UNCLAIMED, holder.person().name() + " has claimed this case.");
                case SignOff.Signed signed ->
                    new Ruling.Refused(
                            SLOT_IS_DECIDED_ONCE, signed.by().person().name() + " has signed this already.");
            };
        }

        /** Gives back every slot this person holds. */
        default Ruling release(Reviewer by, Moment moment) {
            List<Slot> held = signOffs().heldBy(by.person()).toList();
            if (held.isEmpty()) {
                return new Ruling.Already(this);
            }
            SignOffs next = signOffs();
            for (Slot slot : held) {
                next = next.with(slot, new SignOff.Vacant());
            }
            return new Ruling.Taken(
                    with(next),
                    AuditEntry.by(
                            by,
                            "released",
                            moment.now(),
                            file(),
                            Map.of("slots", held.stream().map(Slot::toString).toList())));
        }

        /**
         * Puts a slot into someone's hands, whoever held it before.
         *
         * @param by a colleague who could sign it, or one who hands out the work
         */
        default Ruling assign(Reviewer by, boolean handsOutWork, Reviewer to, Slot slot, Moment moment) {
            if (!handsOutWork && !by.slots().contains(slot)) {
                return new Ruling.Refused(
                        Rule.ASSIGNER_IS_A_COLLEAGUE,
                        "Only colleagues who sign for " + slot + " hand this case to one another.");
            }
            Optional<Ruling.Refused> refused = deciderIsNotTheSubmitter(to)
                    .or(() -> caseAsksForTheSignature(slot))
                    .or(() -> reviewerMayFillTheSlot(to, slot));
            if (refused.isPresent()) {
                return refused.get();
            }
            return switch (signOffs().of(slot).orElseThrow()) {
                case SignOff.Signed signed ->
                    new Ruling.Refused(
                            SLOT_IS_DECIDED_ONCE, signed.by().person().name() + " has signed this already.");
                case SignOff.Held(Holder holder) when holder.equals(to.asHolder()) -> new Ruling.Already(this);
                case SignOff.Held held -> assigned(by, to, slot, moment);
                case SignOff.Vacant vacant -> assigned(by, to, slot, moment);
            };
        }

        private Ruling assigned(Reviewer by, Reviewer to, Slot slot, Moment moment) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("slot", slot.toString());
            detail.put("to", to.person().subject());
            return new Ruling.Taken(
                    with(signOffs().with(slot, new SignOff.Held(to.asHolder()))),
                    AuditEntry.by(by, "assigned", moment.now(), file(), detail));
        }

        default Ruling withdraw(Person by, Moment moment) {
            return new Ruling.Taken(
                    new Withdrawn(file(), signOffs(), clock().stop(moment)),
                    new AuditEntry("withdrawn", by, null, moment.now(), file().revision(), Map.of()));
        }

        /** A newer revision was declared. */
        default Ruling supersede(int newRevision, Moment moment) {
            return new Ruling.Taken(
                    new Superseded(file(), signOffs(), clock().stop(moment), null),
                    new AuditEntry(
                            "superseded",
                            Person.SYSTEM,
                            null,
                            moment.now(),
                            file().revision(),
                            Map.of("newRevision", newRevision)));
        }

        /** Nobody has to look any more. What a contact has sent on to legal of their own judgement stays with legal. */
        default Ruling standDown(String policyVersion, Moment moment) {
            if (sentOnByAPerson()) {
                return new Ruling.Already(this);
            }
            return new Ruling.Taken(
                    new Superseded(file(), signOffs(), clock().stop(moment), null),
                    new AuditEntry(
                            "stood-down",
                            Person.SYSTEM,
                            null,
                            moment.now(),
                            file().revision(),
                            Map.of("policyVersion", policyVersion)));
        }

        private boolean sentOnByAPerson() {
            return file().lane() == Lane.LEGAL && file().outcome() == Outcome.CONTACT_REVIEW;
        }

        default Optional<Ruling.Refused> deciderIsNotTheSubmitter(Reviewer by) {
            return by.involves(file().submitter())
                    ? refuse(DECIDER_IS_NOT_THE_SUBMITTER, "Whoever declares a use never decides it.")
                    : Optional.empty();
        }

        default Optional<Ruling.Refused> caseAsksForTheSignature(Slot slot) {
            return file().slots().contains(slot)
                    ? Optional.empty()
                    : refuse(CASE_ASKS_FOR_THE_SIGNATURE, "This case needs no signature for " + slot + ".");
        }

        default Optional<Ruling.Refused> reviewerMayFillTheSlot(Reviewer by, Slot slot) {
            return by.slots().contains(slot)
                    ? Optional.empty()
                    : refuse(REVIEWER_MAY_FILL_THE_SLOT, "This signature is for " + slot + " to give.");
        }

        /** Asking the partner is for those who hold the case. */
        default Optional<Ruling.Refused> decidingHolder(Reviewer by) {
            return deciderIsNotTheSubmitter(by)
                    .or(() -> signOffs().heldBy(by.person()).findAny().isPresent()
                            ? Optional.empty()
                            : refuse(DECIDER_HOLDS_THE_SLOT, "Claim the case first."));
        }
    }

    private static Open working(CaseFile file, SignOffs signOffs, SlaClock.Running clock) {
        return signOffs.someoneWorksOnIt() ? new Claimed(file, signOffs, clock) : new Queued(file, signOffs, clock);
    }

    private static Ruling announced(Open next, SlaClock.Running before, SlaClock.Mark mark, Moment moment) {
        return before.announced().compareTo(mark) >= 0
                ? new Ruling.Already(next)
                : new Ruling.Taken(
                        next,
                        new AuditEntry(
                                "reminded",
                                Person.SYSTEM,
                                null,
                                moment.now(),
                                next.file().revision(),
                                Map.of("mark", mark.name())));
    }

    private static Optional<Ruling.Refused> refuse(Rule rule, String because) {
        return Optional.of(new Ruling.Refused(rule, because));
    }
}
