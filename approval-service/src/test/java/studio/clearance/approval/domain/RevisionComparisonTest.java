package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionComparisonTest {

    private static final Set<String> CITED = Set.of("in_final", "talent_work");

    @Test
    void an_answer_that_a_clause_cited_is_ground_of_the_decision() {
        RevisionComparison comparison =
                RevisionComparison.between(Map.of("in_final", "yes"), Map.of("in_final", "no"), CITED);

        assertThat(comparison.touches()).isTrue();
        assertThat(comparison.differences()).containsExactly(new Difference("in_final", "yes", "no"));
    }

    @Test
    void an_answer_that_meant_nothing_is_not() {
        RevisionComparison comparison = RevisionComparison.between(
                Map.of("quality_tests", "not_planned", "in_final", "yes"),
                Map.of("quality_tests", "planned", "in_final", "yes"),
                CITED);

        assertThat(comparison.touches()).isFalse();
        assertThat(comparison.differences()).hasSize(1);
        assertThat(comparison.whyUntouched())
                .isEqualTo("Only quality_tests changed; nothing the decision rests on is different.");
    }

    @Test
    void a_new_account_of_the_use_or_another_production_always_is() {
        assertThat(RevisionComparison.between(Map.of("narrative", "One word."), Map.of("narrative", "All."), Set.of())
                        .touches())
                .isTrue();
        assertThat(RevisionComparison.between(Map.of("productionId", "a"), Map.of("productionId", "b"), Set.of())
                        .touches())
                .isTrue();
    }

    @Test
    void another_title_is_not() {
        assertThat(RevisionComparison.between(Map.of("title", "Two words"), Map.of("title", "2 words"), CITED)
                        .touches())
                .isFalse();
    }

    @Test
    void choices_have_no_order_but_steps_have() {
        assertThat(RevisionComparison.between(
                                Map.of("talent_work", List.of("voice_clone", "alteration")),
                                Map.of("talent_work", List.of("alteration", "voice_clone")),
                                CITED)
                        .differences())
                .isEmpty();
        assertThat(RevisionComparison.between(
                                Map.of("steps", List.of(Map.of("name", "a"), Map.of("name", "b"))),
                                Map.of("steps", List.of(Map.of("name", "b"), Map.of("name", "a"))),
                                CITED)
                        .differences())
                .hasSize(1);
    }

    @Test
    void an_answer_that_is_no_longer_given_is_a_difference() {
        assertThat(RevisionComparison.between(Map.of("in_final", "yes"), Map.of(), CITED)
                        .differences())
                .containsExactly(new Difference("in_final", "yes", null));
    }
}
