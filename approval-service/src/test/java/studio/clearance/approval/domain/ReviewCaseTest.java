package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.approval.domain.Cases.AMARA;
import static studio.clearance.approval.domain.Cases.CONTACT;
import static studio.clearance.approval.domain.Cases.INGRID;
import static studio.clearance.approval.domain.Cases.LABOUR;
import static studio.clearance.approval.domain.Cases.LEGAL;
import static studio.clearance.approval.domain.Cases.MEI;
import static studio.clearance.approval.domain.Cases.NOW;
import static studio.clearance.approval.domain.Cases.OTHER_LEGAL;
import static studio.clearance.approval.domain.Cases.QUESTION;
import static studio.clearance.approval.domain.Cases.TOMAS;
import static studio.clearance.approval.domain.Cases.aCaseOfTheContact;
import static studio.clearance.approval.domain.Cases.aClaimedCase;
import static studio.clearance.approval.domain.Cases.aQuestion;
import static studio.clearance.approval.domain.Cases.aQueuedCase;
import static studio.clearance.approval.domain.Cases.aQueuedCaseForTwo;
import static studio.clearance.approval.domain.Cases.after;
import static studio.clearance.approval.domain.Cases.at;
import static studio.clearance.approval.domain.Cases.now;
import static studio.clearance.approval.domain.Cases.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewCaseTest {

    @Test
    void of_two_who_claim_the_second_is_told_who_was_first() {
        Ruling second = new CaseAction.Claim(OTHER_LEGAL, Slot.LEGAL).on(aClaimedCase(), now());

        assertThat(second).isEqualTo(new Ruling.Refused(Rule.SLOT_IS_UNCLAIMED, "Amara Okafor has claimed this case."));
    }

    @Test
    void claiming_again_what_one_holds_changes_nothing() {
        assertThat(new CaseAction.Claim(LEGAL, Slot.LEGAL).on(aClaimedCase(), now()))
                .isInstanceOf(Ruling.Already.class);
    }

    @Test
    void whoever_declared_a_use_can_neither_claim_nor_decide_it() {
        Reviewer submitter = Reviewer.of(MEI, Slot.LEGAL);

        assertRefused(new CaseAction.Claim(submitter, Slot.LEGAL), aQueuedCase(), Rule.DECIDER_IS_NOT_THE_SUBMITTER);
        assertRefused(
                new CaseAction.Grant(submitter, Slot.LEGAL, terms()),
                aClaimedCase(),
                Rule.DECIDER_IS_NOT_THE_SUBMITTER);
        assertRefused(
                new CaseAction.Assign(LEGAL, false, submitter, Slot.LEGAL),
                aQueuedCase(),
                Rule.DECIDER_IS_NOT_THE_SUBMITTER);
    }

    @Test
    void nobody_decides_for_the_submitter_either() {
        Reviewer delegate = new Reviewer(AMARA, MEI, Set.of(Slot.LEGAL));

        assertRefused(new CaseAction.Claim(delegate, Slot.LEGAL), aQueuedCase(), Rule.DECIDER_IS_NOT_THE_SUBMITTER);
    }

    @Test
    void a_decision_needs_the_claim() {
        assertRefused(
                new CaseAction.Grant(OTHER_LEGAL, Slot.LEGAL, terms()), aClaimedCase(), Rule.DECIDER_HOLDS_THE_SLOT);
    }

    @Test
    void the_only_signature_grants() {
        ReviewCase granted = after(aClaimedCase(), new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()));

        assertThat(granted.state()).isEqualTo(CaseState.GRANTED);
    }

    @Test
    void a_granted_case_cannot_be_granted_again() {
        ReviewCase granted = after(aClaimedCase(), new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()));

        assertRefused(new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()), granted, Rule.CASE_IS_OPEN);
    }

    @Test
    void two_signatures_are_given_in_any_order() {
        ReviewCase legalFirst = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LEGAL, Slot.LEGAL),
                new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Grant(LABOUR, Slot.LABOUR, ownTermsOfLabour()));
        ReviewCase labourFirst = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Grant(LABOUR, Slot.LABOUR, ownTermsOfLabour()),
                new CaseAction.Claim(LEGAL, Slot.LEGAL),
                new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()));

        assertThat(legalFirst).isEqualTo(labourFirst).isInstanceOf(ReviewCase.Granted.class);
    }

    @Test
    void after_one_of_two_signatures_the_case_waits_in_the_queue() {
        ReviewCase signed = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Grant(LABOUR, Slot.LABOUR, ownTermsOfLabour()));

        assertThat(signed.state()).isEqualTo(CaseState.QUEUED);
    }

    @Test
    void a_slot_is_decided_once() {
        ReviewCase signed = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Claim(LEGAL, Slot.LEGAL),
                new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()));

        assertRefused(new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()), signed, Rule.SLOT_IS_DECIDED_ONCE);
        assertRefused(new CaseAction.Claim(OTHER_LEGAL, Slot.LEGAL), signed, Rule.SLOT_IS_DECIDED_ONCE);
    }

    @Test
    void nobody_signs_in_two_roles() {
        Reviewer both = Reviewer.of(AMARA, Slot.LEGAL, Slot.LABOUR);
        ReviewCase signed = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(both, Slot.LEGAL),
                new CaseAction.Claim(both, Slot.LABOUR),
                new CaseAction.Grant(both, Slot.LEGAL, terms()));

        assertRefused(new CaseAction.Grant(both, Slot.LABOUR, ownTermsOfLabour()), signed, Rule.NOBODY_SIGNS_TWICE);
    }

    @Test
    void nobody_signs_once_for_themselves_and_once_through_a_delegate() {
        Reviewer delegate = new Reviewer(INGRID, TOMAS, Set.of(Slot.LEGAL));
        ReviewCase signed = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Claim(delegate, Slot.LEGAL),
                new CaseAction.Grant(LABOUR, Slot.LABOUR, ownTermsOfLabour()));

        assertRefused(new CaseAction.Grant(delegate, Slot.LEGAL, terms()), signed, Rule.NOBODY_SIGNS_TWICE);
    }

    @Test
    void one_denial_denies_whatever_was_signed_before() {
        ReviewCase denied = after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LEGAL, Slot.LEGAL),
                new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Deny(LABOUR, Slot.LABOUR, List.of(new Reason("ER-2", "No agreement was shown."))));

        assertThat(denied.state()).isEqualTo(CaseState.DENIED);
    }

    @Test
    void a_denial_gives_reasons() {
        assertRefused(new CaseAction.Deny(LEGAL, Slot.LEGAL, List.of()), aClaimedCase(), Rule.REASONS_ARE_GIVEN);
        assertRefused(
                new CaseAction.Deny(LEGAL, Slot.LEGAL, List.of(new Reason("TP-1", " "))),
                aClaimedCase(),
                Rule.REASONS_ARE_GIVEN);
    }

    @Test
    void a_grant_says_what_and_until_when() {
        assertRefused(grantUntil("", Instant.MAX), aClaimedCase(), Rule.SCOPE_IS_STATED);
        assertRefused(grantUntil("This use.", null), aClaimedCase(), Rule.EXPIRY_IS_AHEAD);
        assertRefused(grantUntil("This use.", NOW), aClaimedCase(), Rule.EXPIRY_IS_AHEAD);
        assertRefused(
                grantUntil("This use.", Instant.parse("2029-11-18T10:00:01Z")),
                aClaimedCase(),
                Rule.EXPIRY_IS_WITHIN_THREE_YEARS);
    }

    @Test
    void the_letter_has_everybodys_conditions_and_the_earliest_end() {
        ReviewCase.Granted granted = (ReviewCase.Granted) after(
                aQueuedCaseForTwo(),
                new CaseAction.Claim(LEGAL, Slot.LEGAL),
                new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()),
                new CaseAction.Claim(LABOUR, Slot.LABOUR),
                new CaseAction.Grant(LABOUR, Slot.LABOUR, ownTermsOfLabour()));

        assertThat(granted.terms().scope()).isEqualTo("Two words as scripted, episode 4.");
        assertThat(granted.terms().conditions())
                .containsExactly("The model is deleted at delivery.", "The guild is told before the mix.");
        assertThat(granted.terms().expiresAt()).isEqualTo(Instant.parse("2027-01-31T18:00:00Z"));
    }

    @Test
    void the_clock_stands_still_while_the_partner_owes_an_answer() {
        ReviewCase.Claimed claimed = aClaimedCase();
        Instant asked = NOW.plus(Duration.ofHours(3));
        Instant answered = NOW.plus(Duration.ofDays(6));

        ReviewCase waiting = taken(new CaseAction.Ask(LEGAL, aQuestion()).on(claimed, at(asked)));
        ReviewCase goesOn = taken(new CaseAction.Answer(MEI, QUESTION, "Nothing.").on(waiting, at(answered)));

        assertThat(waiting.clock()).isInstanceOf(SlaClock.Paused.class);
        assertThat(goesOn.clock().used(at(answered))).isEqualTo(Duration.ofHours(3));
        assertThat(((SlaClock.Running) goesOn.clock()).dueAt())
                .isEqualTo(Cases.CALENDAR.after(answered, Duration.ofHours(24)));
    }

    @Test
    void only_the_outstanding_question_is_answered() {
        ReviewCase waiting = after(aClaimedCase(), new CaseAction.Ask(LEGAL, aQuestion()));

        assertRefused(
                new CaseAction.Answer(MEI, new java.util.UUID(0, 1), "Yes."), waiting, Rule.ACTION_FITS_THE_STATE);
    }

    @Test
    void nothing_is_decided_over_an_open_question() {
        ReviewCase waiting = after(aClaimedCase(), new CaseAction.Ask(LEGAL, aQuestion()));

        assertRefused(new CaseAction.Grant(LEGAL, Slot.LEGAL, terms()), waiting, Rule.ACTION_FITS_THE_STATE);
    }

    @Test
    void the_contact_clears_and_never_grants() {
        ReviewCase claimed = after(aCaseOfTheContact(), new CaseAction.Claim(CONTACT, Slot.CONTACT));

        assertRefused(new CaseAction.Grant(CONTACT, Slot.CONTACT, terms()), claimed, Rule.ACTION_FITS_THE_LANE);
        assertThat(after(claimed, new CaseAction.Clear(CONTACT, "")).state()).isEqualTo(CaseState.CLEARED);
    }

    @Test
    void a_lane_belongs_to_its_own_people() {
        assertRefused(new CaseAction.Claim(CONTACT, Slot.LEGAL), aQueuedCase(), Rule.REVIEWER_MAY_FILL_THE_SLOT);
        assertRefused(new CaseAction.Claim(LABOUR, Slot.LABOUR), aQueuedCase(), Rule.CASE_ASKS_FOR_THE_SIGNATURE);
    }

    @Test
    void a_case_is_handed_over_among_colleagues_or_by_those_who_hand_out_work() {
        ReviewCase handedOver = after(aClaimedCase(), new CaseAction.Assign(LEGAL, false, OTHER_LEGAL, Slot.LEGAL));
        Reviewer admin = Reviewer.of(new Person("admin", "Admin"));

        assertThat(handedOver.signOffs().of(Slot.LEGAL)).contains(new SignOff.Held(new Holder(INGRID, null)));
        assertRefused(
                new CaseAction.Assign(LABOUR, false, OTHER_LEGAL, Slot.LEGAL),
                aClaimedCase(),
                Rule.ASSIGNER_IS_A_COLLEAGUE);
        assertThat(new CaseAction.Assign(admin, true, OTHER_LEGAL, Slot.LEGAL).on(aClaimedCase(), now()))
                .isInstanceOf(Ruling.Taken.class);
    }

    @Test
    void lapse_of_time_changes_nothing_but_the_marks() {
        ReviewCase reminded = after(aQueuedCase(), new CaseAction.Announce(SlaClock.Mark.OVERDUE));

        assertThat(reminded.state()).isEqualTo(CaseState.QUEUED);
        assertThat(reminded.clock().announced()).isEqualTo(SlaClock.Mark.OVERDUE);
    }

    private static Terms ownTermsOfLabour() {
        return new Terms(
                null,
                List.of("The guild is told before the mix."),
                List.of(),
                Instant.parse("2027-01-31T18:00:00Z"),
                List.of(),
                List.of());
    }

    private static CaseAction.Grant grantUntil(String scope, Instant expiry) {
        return new CaseAction.Grant(
                LEGAL, Slot.LEGAL, new Terms(scope, List.of(), List.of(), expiry, List.of(), List.of()));
    }

    private static void assertRefused(CaseAction action, ReviewCase reviewCase, Rule rule) {
        assertThat(action.on(reviewCase, now()))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
    }

    private static ReviewCase taken(Ruling ruling) {
        return ((Ruling.Taken) ruling).next();
    }
}
