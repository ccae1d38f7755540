package studio.clearance.intake.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UseCaseTest {

    private static final Instant MORNING = Instant.parse("2026-11-05T10:14:00Z");
    private static final RevisionHash FIRST_WORDS = RevisionHash.of("first".getBytes(UTF_8));
    private static final RevisionHash OTHER_WORDS = RevisionHash.of("other".getBytes(UTF_8));
    private static final UUID QUESTION = UUID.fromString("019a53f0-88a1-7e55-9c0d-1a2b3c4d5e6f");
    private static final UUID LETTER = UUID.fromString("019a6001-0000-7000-8000-000000000001");
    private static final String TERMS = "{\"scope\":\"two words\"}";

    @Nested
    class Revising {

        @Test
        void a_revision_starts_over_with_triage() {
            UseCase granted = heardBy(declared(), escalated(1), granted(1));

            UseCase revised = agreed(granted.revise(OTHER_WORDS));

            assertThat(revised.standing()).isEqualTo(new Standing.Submitted());
            assertThat(revised.revision()).isEqualTo(2);
            assertThat(revised.triage()).isNull();
            assertThat(revised.lane()).isNull();
        }

        @Test
        void an_approval_of_an_earlier_revision_stays_on_record() {
            UseCase granted = heardBy(declared(), granted(1));

            assertThat(agreed(granted.revise(OTHER_WORDS)).approval()).isEqualTo(granted.approval());
        }

        @Test
        void the_same_words_again_are_no_revision() {
            assertThat(declared().revise(FIRST_WORDS))
                    .isEqualTo(new Decision.Refused(Rule.A_REVISION_CHANGES_SOMETHING));
        }

        @Test
        void a_withdrawn_use_case_takes_no_revision() {
            assertThat(agreed(declared().withdraw()).revise(OTHER_WORDS))
                    .isEqualTo(new Decision.Refused(Rule.A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN));
        }
    }

    @Nested
    class Withdrawing {

        static Stream<UseCase> everyOpenUseCase() {
            return Stream.of(
                    declared(),
                    heardBy(declared(), cleared(1)),
                    heardBy(declared(), escalated(1)),
                    heardBy(declared(), asked(1)),
                    heardBy(declared(), granted(1)),
                    heardBy(declared(), denied(1)),
                    heardBy(declared(), reviewCleared(1)));
        }

        @ParameterizedTest
        @MethodSource("everyOpenUseCase")
        void an_open_use_case_can_be_withdrawn(UseCase open) {
            assertThat(agreed(open.withdraw()).standing()).isEqualTo(new Standing.Withdrawn());
        }

        @Test
        void a_withdrawn_use_case_cannot_be_withdrawn_again() {
            assertThat(agreed(declared().withdraw()).withdraw())
                    .isEqualTo(new Decision.Refused(Rule.A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN));
        }

        @Test
        void whatever_is_told_later_a_withdrawn_use_case_stays_withdrawn() {
            UseCase withdrawn = agreed(declared().withdraw());

            UseCase after = heardBy(withdrawn, escalated(1), asked(1), granted(1));

            assertThat(after.standing()).isEqualTo(new Standing.Withdrawn());
        }
    }

    @Nested
    class StandingDown {

        @Test
        void a_review_that_nobody_needs_any_more_leaves_the_use_case_cleared() {
            assertThat(heardBy(declared(), forTheContact(1), stoodDown(1)).standing())
                    .isEqualTo(new Standing.Cleared());
            assertThat(heardBy(declared(), forTheContact(1), asked(1), stoodDown(1))
                            .standing())
                    .isEqualTo(new Standing.Cleared());
        }

        @Test
        void it_does_whatever_is_heard_first() {
            List<News> news = List.of(forTheContact(1), clearedByANewerPolicy(1), stoodDown(1));
            for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
                UseCase end = heardBy(declared(), news.get(order[0]), news.get(order[1]), news.get(order[2]));

                assertThat(end.standing()).as("%s", order).isEqualTo(new Standing.Cleared());
            }
        }

        @Test
        void what_people_have_decided_stays() {
            assertThat(heardBy(declared(), forTheContact(1), reviewCleared(1), stoodDown(1))
                            .standing())
                    .isEqualTo(new Standing.ReviewCleared());
        }
    }

    @Nested
    class Answering {

        @Test
        void the_answer_to_the_open_question_brings_it_back_to_review() {
            UseCase waiting = heardBy(declared(), escalated(1), asked(1));

            assertThat(agreed(waiting.answer(QUESTION)).standing()).isEqualTo(new Standing.InReview());
        }

        @Test
        void a_question_is_answered_once() {
            UseCase answered = agreed(heardBy(declared(), asked(1)).answer(QUESTION));

            assertThat(answered.answer(QUESTION))
                    .isEqualTo(new Decision.Refused(Rule.ONLY_THE_OPEN_QUESTION_IS_ANSWERED));
        }

        @Test
        void another_question_than_the_open_one_is_not_answered() {
            assertThat(heardBy(declared(), asked(1)).answer(UUID.randomUUID()))
                    .isEqualTo(new Decision.Refused(Rule.ONLY_THE_OPEN_QUESTION_IS_ANSWERED));
        }

        @Test
        void a_question_repeated_after_its_answer_does_not_reopen_it() {
            UseCase answered = agreed(heardBy(declared(), asked(1)).answer(QUESTION));
            UseCase asksAgain = heardBy(answered, askedLater(1));

            assertThat(heardBy(asksAgain, asked(1)).standing()).isEqualTo(asksAgain.standing());
        }
    }

    @Nested
    class Hearing {

        @Test
        void what_nobody_has_to_look_at_is_cleared() {
            assertThat(heardBy(declared(), cleared(1)).standing()).isEqualTo(new Standing.Cleared());
        }

        @Test
        void what_a_person_must_look_at_is_in_review() {
            UseCase inReview = heardBy(declared(), escalated(1));

            assertThat(inReview.standing()).isEqualTo(new Standing.InReview());
            assertThat(inReview.triage()).isEqualTo(new Triage(Outcome.ESCALATE, after(0)));
            assertThat(inReview.lane()).isEqualTo(Lane.LEGAL);
        }

        @Test
        void triage_heard_after_the_decision_is_recorded_and_changes_no_standing() {
            UseCase after = heardBy(declared(), granted(1), escalated(1));

            assertThat(after.standing()).isEqualTo(new Standing.Granted());
            assertThat(after.triage()).isNotNull();
        }

        @Test
        void news_of_an_earlier_revision_does_not_touch_the_current_one() {
            UseCase second = agreed(declared().revise(OTHER_WORDS));

            UseCase after = heardBy(second, cleared(1), asked(1), denied(1));

            assertThat(after).isEqualTo(second);
        }

        @Test
        void what_the_contact_escalates_waits_for_legal_even_when_triage_is_heard_later() {
            UseCase after = heardBy(declared(), new News.Escalated(1, after(5)), forTheContact(1));

            assertThat(after.standing()).isEqualTo(new Standing.InReview());
            assertThat(after.lane()).isEqualTo(Lane.LEGAL);
        }

        @Test
        void an_approval_upheld_for_a_new_revision_grants_it() {
            UseCase second = agreed(heardBy(declared(), granted(1)).revise(OTHER_WORDS));

            UseCase after = heardBy(second, escalated(2), new News.Upheld(2, after(80)));

            assertThat(after.standing()).isEqualTo(new Standing.Granted());
            assertThat(after.approval()).isEqualTo(second.approval());
        }

        @Test
        void a_newer_policy_can_send_a_cleared_use_to_review() {
            UseCase after = heardBy(
                    declared(),
                    cleared(1),
                    new News.Triaged(1, after(40), Outcome.CONTACT_REVIEW, Lane.CONTACT),
                    cleared(1));

            assertThat(after.standing()).isEqualTo(new Standing.InReview());
            assertThat(after.lane()).isEqualTo(Lane.CONTACT);
        }

        @Test
        void a_newer_policy_does_not_take_a_use_out_of_the_reviewers_hands() {
            UseCase after =
                    heardBy(declared(), escalated(1), new News.Triaged(1, after(40), Outcome.CLEARED_NOTIFY, null));

            assertThat(after.standing()).isEqualTo(new Standing.InReview());
            assertThat(after.lane()).isEqualTo(Lane.LEGAL);
        }

        @Test
        void a_remark_changes_nothing() {
            assertThat(declared().hear(new News.Remark(1, after(1)))).isEqualTo(declared());
        }

        @Test
        void a_decided_revision_is_not_decided_again() {
            assertThat(heardBy(declared(), denied(1), granted(1)).standing()).isEqualTo(new Standing.Denied());
        }

        @Test
        void a_revoked_approval_is_not_revived_by_a_grant_heard_late() {
            UseCase after = heardBy(declared(), revoked(1), granted(1));

            assertThat(after.standing()).isEqualTo(new Standing.Granted());
            assertThat(after.approval()).isNotNull();
            assertThat(after.approval().state()).isEqualTo(WrittenApproval.State.REVOKED);
            assertThat(after.approval().terms()).isEqualTo(TERMS);
        }

        @Test
        void a_suspended_approval_can_come_back_into_force() {
            UseCase after = heardBy(
                    declared(),
                    granted(1),
                    changed(1, 60, WrittenApproval.State.SUSPENDED),
                    changed(1, 70, WrittenApproval.State.IN_FORCE));

            assertThat(after.approval().state()).isEqualTo(WrittenApproval.State.IN_FORCE);
        }

        @Test
        void what_was_told_earlier_about_an_approval_does_not_undo_what_was_told_later() {
            UseCase after = heardBy(
                    declared(),
                    granted(1),
                    changed(1, 60, WrittenApproval.State.SUSPENDED),
                    changed(1, 70, WrittenApproval.State.IN_FORCE),
                    changed(1, 60, WrittenApproval.State.SUSPENDED));

            assertThat(after.approval().state()).isEqualTo(WrittenApproval.State.IN_FORCE);
        }

        @Test
        void in_whatever_order_and_however_often_news_arrives_the_use_case_ends_the_same() {
            List<News> story = List.of(escalated(1), asked(1), granted(1), revoked(1));
            UseCase told = heardBy(declared(), story.toArray(News[]::new));
            SplittableRandom random = new SplittableRandom(42);

            for (int i = 0; i < 500; i++) {
                List<News> mixedUp = new ArrayList<>(story);
                for (int doubled = 0; doubled < 4; doubled++) mixedUp.add(story.get(random.nextInt(story.size())));
                Collections.shuffle(mixedUp, new Random(random.nextLong()));

                UseCase after = heardBy(declared(), mixedUp.toArray(News[]::new));

                assertThat(after.standing()).as("%s", mixedUp).isEqualTo(told.standing());
                assertThat(after.triage()).isEqualTo(told.triage());
                assertThat(after.lane()).isEqualTo(told.lane());
                assertThat(after.approval()).isEqualTo(told.approval());
            }
        }
    }

    private static UseCase declared() {
        UseCaseId id = new UseCaseId(UUID.fromString("019a5325-1d40-7c3e-9f4a-2b6d8e0f1a23"));
        return UseCase.declared(id, new Reference(2418), FIRST_WORDS);
    }

    private static UseCase heardBy(UseCase useCase, News... news) {
        UseCase hearing = useCase;
        for (News one : news) hearing = hearing.hear(one);
        return hearing;
    }

    private static UseCase agreed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Agreed.class);
        return ((Decision.Agreed) decision).useCase();
    }

    private static Instant after(int minutes) {
        return MORNING.plus(Duration.ofMinutes(minutes));
    }

    private static News cleared(int revision) {
        return new News.Triaged(revision, after(0), Outcome.CLEARED_NOTIFY, null);
    }

    private static News escalated(int revision) {
        return new News.Triaged(revision, after(0), Outcome.ESCALATE, Lane.LEGAL);
    }

    private static News forTheContact(int revision) {
        return new News.Triaged(revision, after(0), Outcome.CONTACT_REVIEW, Lane.CONTACT);
    }

    private static News asked(int revision) {
        return new News.InformationRequested(revision, after(10), QUESTION);
    }

    private static News askedLater(int revision) {
        return new News.InformationRequested(
                revision, after(30), UUID.fromString("019a53f0-88a1-7e55-9c0d-000000000002"));
    }

    private static News granted(int revision) {
        return new News.Granted(revision, after(50), LETTER, TERMS);
    }

    private static News denied(int revision) {
        return new News.Denied(revision, after(50));
    }

    private static News reviewCleared(int revision) {
        return new News.ReviewCleared(revision, after(50));
    }

    private static News clearedByANewerPolicy(int revision) {
        return new News.Triaged(revision, after(40), Outcome.CLEARED_NOTIFY, null);
    }

    private static News stoodDown(int revision) {
        return new News.StoodDown(revision, after(41));
    }

    private static News revoked(int revision) {
        return changed(revision, 90, WrittenApproval.State.REVOKED);
    }

    private static News changed(int revision, int minutes, WrittenApproval.State state) {
        return new News.ApprovalChanged(revision, after(minutes), LETTER, state);
    }
}
