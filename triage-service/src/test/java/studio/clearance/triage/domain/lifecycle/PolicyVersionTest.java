package studio.clearance.triage.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Change;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Published;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Replayed;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Valid;

class PolicyVersionTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Person LENA = new Person("1", "Lena Fuchs");
    private static final Person HENRIK = new Person("2", "Henrik Lund");
    private static final String IN_FORCE = "a".repeat(64);
    private static final String TEXT = "b".repeat(64);

    @Test
    void a_replayed_version_is_published_by_somebody_else_than_its_author() {
        Change change = aReplayedVersion(0).publish(orderBy(HENRIK).order());

        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.Made.class,
                        made -> assertThat(made.version()).isInstanceOfSatisfying(Published.class, published -> {
                            assertThat(published.publication().publishedBy()).isEqualTo(HENRIK);
                            assertThat(published.publication().author()).isEqualTo(LENA);
                            assertThat(published.edition().number()).isEqualTo(2);
                        }));
    }

    @Test
    void the_author_does_not_publish_even_under_another_name() {
        Change change = aReplayedVersion(0)
                .publish(orderBy(new Person(LENA.subject(), "L. Fuchs")).order());

        assertThat(change).isEqualTo(new Change.Refused(Refusal.PUBLISHER_IS_NOT_THE_AUTHOR));
    }

    @Test
    void changed_outcomes_are_confirmed_by_their_number() {
        Replayed version = aReplayedVersion(14);

        assertThat(version.publish(orderBy(HENRIK).order()))
                .isEqualTo(new Change.Refused(Refusal.CHANGED_OUTCOMES_ARE_CONFIRMED));
        assertThat(version.publish(orderBy(HENRIK).confirming(13).order()))
                .isEqualTo(new Change.Refused(Refusal.CHANGED_OUTCOMES_ARE_CONFIRMED));
        assertThat(version.publish(orderBy(HENRIK).confirming(14).order())).isInstanceOf(Change.Made.class);
    }

    @Test
    void a_policy_does_not_take_effect_in_the_past() {
        Change change = aReplayedVersion(0)
                .publish(orderBy(HENRIK).from(NOON.minusSeconds(1)).order());

        assertThat(change).isEqualTo(new Change.Refused(Refusal.TAKES_EFFECT_AFTER_PUBLICATION));
    }

    @Test
    void a_replay_against_another_policy_than_the_one_taken_over_from_does_not_count() {
        Change change = aReplayedVersion(0)
                .publish(orderBy(HENRIK).takingOverFrom("c".repeat(64)).order());

        assertThat(change).isEqualTo(new Change.Refused(Refusal.REPLAYED_AGAINST_WHAT_IT_TAKES_OVER_FROM));
    }

    @Test
    void a_revised_text_is_valid_and_no_longer_replayed() {
        Change change = aReplayedVersion(3).revise(LENA, "guidance", "d".repeat(64), "Tighter", List.of(), NOON);

        assertThat(change).isInstanceOfSatisfying(Change.Made.class, made -> {
            assertThat(made.version()).isInstanceOf(Valid.class);
            assertThat(made.version().edition().number()).isEqualTo(2);
        });
    }

    @Test
    void a_text_with_problems_is_a_draft() {
        Change change = aValidVersion()
                .revise(LENA, "guidance", "d".repeat(64), "Tighter", List.of(new Problem(12, "Unknown fact")), NOON);

        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.Made.class, made -> assertThat(made.version()).isInstanceOf(PolicyVersion.Draft.class));
    }

    @Test
    void only_the_author_edits_or_withdraws() {
        Change.Refused refused = new Change.Refused(Refusal.ONLY_THE_AUTHOR_EDITS);

        assertThat(aValidVersion().revise(HENRIK, "guidance", TEXT, "Mine now", List.of(), NOON))
                .isEqualTo(refused);
        assertThat(aValidVersion().withdraw(HENRIK, NOON)).isEqualTo(refused);
    }

    private static Valid aValidVersion() {
        return new Valid(new Edition("2", 1, "guidance", TEXT, LENA, "Hazy faces", NOON, NOON));
    }

    private static Replayed aReplayedVersion(long changed) {
        return aValidVersion().replayed(new Trial(UUID.randomUUID(), TEXT, IN_FORCE, 12_480, changed));
    }

    private static Wish orderBy(Person publisher) {
        return new Wish(publisher, NOON, IN_FORCE, null);
    }

    private record Wish(Person publisher, Instant from, String takesOverFrom, Long confirmed) {

        Wish confirming(long number) {
            return new Wish(publisher, from, takesOverFrom, number);
        }

        Wish from(Instant effective) {
            return new Wish(publisher, effective, takesOverFrom, confirmed);
        }

        Wish takingOverFrom(String text) {
            return new Wish(publisher, from, text, confirmed);
        }

        PublicationOrder order() {
            return new PublicationOrder(publisher, NOON, from, takesOverFrom, confirmed, ReReview.NONE);
        }
    }
}
