package studio.clearance.triage.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.triage.domain.Outcome.CLEARED_NOTIFY;
import static studio.clearance.triage.domain.Outcome.CONTACT_REVIEW;
import static studio.clearance.triage.domain.Outcome.ESCALATE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Assessment.Because;
import studio.clearance.triage.domain.Assessment.Change;
import studio.clearance.triage.domain.Assessment.ClauseFinding;
import studio.clearance.triage.domain.Assessment.Reduction;
import studio.clearance.triage.domain.Certainty;
import studio.clearance.triage.domain.Demand;

class ExplanationTest {

    @Test
    void a_clause_names_the_answers_it_fired_on_and_no_others() {
        Assessment assessment = assessed("""
                {"makes": ["text_ideas"], "inputs": ["own_words", "studio_script", "contracts"], "approval_on_file": "none",
                 "tool_environment": "consumer", "enterprise_possible": "yes", "terms_checked": "yes"}""");
        assertThat(clause("MX-6", assessment).because())
                .containsExactly(
                        new Because("inputs", "studio_script", null),
                        new Because("inputs", "contracts", null),
                        new Because("tool_environment", "consumer", null),
                        new Because("approval_on_file", "none", null));
        assertThat(clause("P3", assessment).because())
                .contains(
                        new Because("tool_environment", "consumer", null),
                        new Because("enterprise_possible", "yes", null));
    }

    @Test
    void a_clause_that_may_apply_names_what_keeps_it_uncertain() {
        Assessment assessment = assessed("{\"personal_data\": \"unsure\", \"approval_on_file\": \"none\"}");
        ClauseFinding clause = clause("IN-4c", assessment);
        assertThat(clause.certainty()).isEqualTo(Certainty.MAY_APPLY);
        assertThat(clause.demand()).isEqualTo(Demand.APPROVE);
        assertThat(clause.because()).contains(new Because("personal_data", "unsure", null));
    }

    @Test
    void a_failed_principle_sends_to_the_contact_for_its_own_reason() {
        Assessment assessment = assessed("{\"resembles_third_party\": \"unsure\"}");
        assertThat(clause("GP-N", assessment).because())
                .containsExactly(new Because("resembles_third_party", "unsure", null));
    }

    @Test
    void a_displaced_clause_names_what_stands_in_for_it_and_why() {
        Assessment assessment = assessed(
                "{\"makes\": [\"background_element\"], \"stated_use\": \"final\", \"in_final\": \"yes\", \"prominence\": \"incidental\"}");
        ClauseFinding clause = clause("IN-4a", assessment);
        assertThat(clause.displacedBy()).isEqualTo("MX-2");
        assertThat(clause.because())
                .containsExactly(
                        new Because("in_final", "yes", null),
                        new Because("prominence", "incidental", null),
                        new Because("replaces_union_work", "no", null));
    }

    @Test
    void a_clause_that_fires_for_several_reasons_prefers_a_certain_one() {
        Assessment assessment = assessed("""
                {"makes": ["talent_enhancement"], "stated_use": "final", "in_final": "yes", "shows_real_person": ["cast"],
                 "talent_work": ["alteration"], "alteration_basis": "permitted_dub_or_double", "agreement_permits": "unsure",
                 "consent": "none", "harms_dignity": "no"}""");
        assertThat(clause("GP-N", assessment).because()).containsExactly(new Because("in_final", "yes", null));
    }

    @Test
    void a_clause_that_no_step_made_fire_names_none() {
        Assessment assessment = assessed("""
                {"makes": ["background_element"], "stated_use": "final", "in_final": "yes", "prominence": "incidental",
                 "workflow": "own_pipeline", "steps": [{"name": "sketch"}, {"name": "colour"}]}""");
        assertThat(clause("GP-N", assessment).because()).containsExactly(new Because("in_final", "yes", null));
        assertThat(clause("GP-N", assessment).step()).isNull();
    }

    @Test
    void the_worst_step_governs_and_is_named() {
        Assessment assessment = assessed("""
                {"workflow": "own_pipeline", "approval_on_file": "none", "steps": [
                  {"name": "sketch", "inputs": ["own_words"]},
                  {"name": "grade", "inputs": ["studio_footage_or_audio"], "tool_environment": "self_hosted", "terms_checked": "yes"},
                  {"name": "notes", "inputs": ["studio_script"]}]}""");
        assertThat(assessment.outcome()).isEqualTo(ESCALATE);
        assertThat(clause("DU-1a", assessment).step()).isEqualTo("grade");
        assertThat(clause("DU-1a", assessment).because())
                .contains(new Because("inputs", "studio_footage_or_audio", "grade"));
    }

    @Test
    void two_steps_of_one_name_may_come_in_either_order() {
        String covered = "{\"name\": \"upscale\"}";
        String other = """
                {"name": "upscale", "tool_environment": "consumer", "enterprise_possible": "yes", "terms_checked": "no"}""";
        String chain = "{\"workflow\": \"own_pipeline\", \"steps\": [%s, %s]}";
        assertThat(assessed(chain.formatted(covered, other)).json())
                .isEqualTo(assessed(chain.formatted(other, covered)).json());
    }

    @Test
    void an_open_question_says_what_each_answer_leads_to() {
        Assessment assessment = assessed(
                "{\"makes\": [\"background_element\"], \"stated_use\": \"final\", \"in_final\": \"yes\", \"prominence\": \"unsure\"}");
        assertThat(assessment.openQuestions()).singleElement().satisfies(question -> {
            assertThat(question.fact()).isEqualTo("prominence");
            assertThat(question.outcomes())
                    .containsExactly(entry("incidental", CONTACT_REVIEW), entry("prominent", ESCALATE));
            assertThat(question.assuming()).isEmpty();
        });
    }

    @Test
    void the_most_decisive_question_comes_first() {
        Assessment assessment = assessed(
                "{\"personal_data\": \"unsure\", \"tool_keeps_or_trains\": \"unsure\", \"approval_on_file\": \"none\"}");
        assertThat(assessment.openQuestions())
                .first()
                .satisfies(question -> assertThat(question.fact()).isEqualTo("personal_data"));
    }

    @Test
    void questions_that_decide_only_together_say_what_they_assume() {
        Assessment assessment = assessed(
                "{\"tool_environment\": \"consumer\", \"enterprise_possible\": \"unsure\", \"terms_checked\": \"unsure\"}");
        assertThat(assessment.openQuestions()).hasSize(2).anySatisfy(question -> {
            assertThat(question.fact()).isEqualTo("terms_checked");
            assertThat(question.assuming()).containsExactly(entry("enterprise_possible", "no"));
            assertThat(question.outcomes()).contains(entry("yes", CLEARED_NOTIFY), entry("no", CONTACT_REVIEW));
        });
    }

    @Test
    void changes_in_the_partners_power_are_suggested_in_words() {
        Assessment assessment = assessed("""
                {"inputs": ["studio_script"], "approval_on_file": "none", "tool_environment": "partner_enterprise", "terms_checked": "yes"}""");
        assertThat(assessment.couldBeLoweredBy()).hasSize(2).first().satisfies(reduction -> {
            assertThat(reduction.outcome()).isEqualTo(CLEARED_NOTIFY);
            assertThat(reduction.changes()).singleElement().satisfies(change -> {
                assertThat(change.fact()).isEqualTo("inputs");
                assertThat(change.from().values()).containsExactly("studio_script");
                assertThat(change.to().values()).containsExactly("own_words");
                assertThat(change.says()).startsWith("Leave the studio's unreleased material out");
            });
        });
        assertThat(assessment.couldBeLoweredBy().getLast().changes())
                .extracting(Change::fact)
                .containsExactly("tool_environment");
    }

    @Test
    void a_step_of_which_something_is_open_can_be_done_otherwise() {
        ObjectNode chain = Guidance.ordinaryUse("""
                {"tool_environment": "partner_enterprise", "terms_checked": "yes", "workflow": "own_pipeline", "steps": [
                  {"name": "sketch", "tool_keeps_or_trains": "no"},
                  {"name": "upscale", "tool_keeps_or_trains": "unsure"}]}""");
        chain.remove("tool_keeps_or_trains");
        Assessment assessment = Guidance.POLICY.assess(Guidance.declaration(chain));
        assertThat(assessment.outcome()).isEqualTo(CONTACT_REVIEW);
        assertThat(assessment.couldBeLoweredBy())
                .extracting(Reduction::outcome)
                .isNotEmpty()
                .containsOnly(CLEARED_NOTIFY);
        assertThat(assessment.couldBeLoweredBy().getFirst().changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.step()).isEqualTo("upscale");
                    assertThat(change.fact()).isEqualTo("tool_keeps_or_trains");
                });
    }

    @Test
    void nobody_is_told_to_say_something_else_about_the_same_plan() {
        Assessment assessment = assessed("{\"resembles_third_party\": \"yes\", \"shows_real_person\": [\"cast\"]}");
        assertThat(assessment.couldBeLoweredBy()).isEmpty();
    }

    @Test
    void a_covered_tool_is_not_suggested_where_there_is_none() {
        Assessment assessment = assessed("""
                {"inputs": ["contracts"], "approval_on_file": "none", "tool_environment": "consumer", "enterprise_possible": "no",
                 "terms_checked": "yes"}""");
        assertThat(assessment.couldBeLoweredBy())
                .isNotEmpty()
                .allSatisfy(reduction ->
                        assertThat(reduction.changes()).extracting(Change::fact).doesNotContain("tool_environment"));
    }

    @Test
    void the_form_on_the_wire_is_fixed() {
        byte[] json = Guidance.POLICY
                .assess(
                        Guidance.declaration(
                                Guidance.ordinaryUse(
                                        "{\"tool_environment\": \"consumer\", \"enterprise_possible\": \"no\", \"terms_checked\": \"no\"}")))
                .json();
        String policy = new String(json, StandardCharsets.UTF_8)
                .replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"…\"")
                .replaceAll("\"evaluator\":\"[^\"]*\"", "\"evaluator\":\"…\"");
        assertThat(policy)
                .startsWith(
                        "{\"outcome\":\"CONTACT_REVIEW\",\"clauses\":[{\"id\":\"IN-2\",\"heading\":\"Every use is shared\",")
                .contains("\"certainty\":\"fired\"}")
                .contains(",\"matrixRows\":[\"MX-1\"],\"requirements\":[{\"id\":\"share_with_contact\",\"says\":")
                .contains(
                        "\"couldBeLoweredBy\":[{\"changes\":[{\"fact\":\"terms_checked\",\"from\":\"no\",\"to\":\"yes\",\"says\":\"Read ")
                .endsWith(
                        ",\"policy\":{\"id\":\"studio-genai-guidance\",\"version\":\"1\",\"sha256\":\"…\",\"evaluator\":\"…\"}}");
        JsonNode read = Guidance.json(json);
        assertThat(read.fieldNames())
                .toIterable()
                .containsExactly(
                        "outcome",
                        "clauses",
                        "matrixRows",
                        "requirements",
                        "contradictions",
                        "openQuestions",
                        "couldBeLoweredBy",
                        "policy");
    }

    private static Assessment assessed(String changes) {
        return Guidance.POLICY.assess(Guidance.declaration(Guidance.ordinaryUse(changes)));
    }

    private static ClauseFinding clause(String id, Assessment assessment) {
        List<ClauseFinding> found = assessment.clauses().stream()
                .filter(clause -> clause.id().equals(id))
                .toList();
        assertThat(found).as(id).hasSize(1);
        return found.getFirst();
    }

    private static <K, V> Map.Entry<K, V> entry(K key, V value) {
        return Map.entry(key, value);
    }
}
