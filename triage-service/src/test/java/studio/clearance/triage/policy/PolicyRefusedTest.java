package studio.clearance.triage.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a policy is said with its line and in words its author can act on. */
class PolicyRefusedTest {

    private static final String SOUND = """
            policy: test
            version: "1"
            title: Test
            vocabulary: declaration-facts
            ordinary_use: {in_final: no}
            terms:
              seen: {says: It is seen., means: in_final.yes}
            guidance:
              - section: One
                clauses:
                  - id: A
                    heading: A
                    cites: One, 1
                    says: A.
                    when: seen
                    demand: APPROVE
                    cases: [{name: one, given: {in_final: yes}, outcome: ESCALATE}]
                  - id: B
                    heading: B
                    cites: One, 2
                    says: B.
                    when: personal_data.yes
                    demand: JUDGE
                    cases: [{name: two, given: {personal_data: yes}, outcome: CONTACT_REVIEW}]
            requirements:
              - {id: share, says: Share., rests_on: [A], when: "true"}
            """;

    @Test
    void a_sound_policy_is_not_refused() {
        assertThat(Policy.load(SOUND, Guidance.VOCABULARY).clauses()).hasSize(2);
    }

    @Test
    void a_fact_that_is_not_in_the_vocabulary_is_named_with_what_was_meant() {
        assertThat(refused("when: personal_data.yes", "when: personal_date.yes"))
                .containsExactly("line 22: \"personal_date\" is no fact of the vocabulary and no term of the policy;"
                        + " did you mean \"personal_data\"? in: personal_date.yes");
    }

    @Test
    void an_answer_that_a_fact_does_not_have_is_named() {
        assertThat(refused("means: in_final.yes", "means: in_final.yess"))
                .singleElement()
                .asString()
                .startsWith("line 7: \"yess\" is no answer to the fact it is asked of; did you mean \"yes\"?");
    }

    @Test
    void a_condition_that_is_no_condition_is_refused() {
        assertThat(refused("when: seen", "when: makes"))
                .singleElement()
                .asString()
                .contains("line 15", "bool");
        assertThat(refused("when: seen", "when: seen &&"))
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("line 15"));
    }

    @Test
    void a_clause_that_can_never_fire_is_refused() {
        assertThat(refused("when: seen", "when: in_final.yes && in_final.no"))
                .containsExactly("line 15: A can never fire: in_final.yes && in_final.no");
        assertThat(refused("when: seen", "when: seen && in_final.no"))
                .containsExactly("line 15: A can never fire: seen && in_final.no");
    }

    @Test
    void a_clause_that_would_always_fire_has_to_say_that_it_is_meant() {
        assertThat(refused("when: seen", "when: seen || !in_final.yes"))
                .singleElement()
                .asString()
                .startsWith("line 15: A would always fire");
        assertThat(Policy.load(SOUND.replace("when: seen", "always: true"), Guidance.VOCABULARY)
                        .clauses())
                .hasSize(2);
    }

    @Test
    void a_clause_without_a_citation_or_a_case_is_refused() {
        assertThat(refused("        cites: One, 1\n", ""))
                .singleElement()
                .asString()
                .startsWith("line 11: A lacks its citation");
        assertThat(refused("cases: [{name: one, given: {in_final: yes}, outcome: ESCALATE}]", "cases: []"))
                .containsExactly("line 11: A has no worked case");
    }

    @Test
    void an_exception_that_cannot_meet_its_clause_is_refused() {
        assertThat(refused(
                        "demand: APPROVE",
                        "demand: APPROVE\n        unless: [{when: in_final.no, leaves: JUDGE, says: never}]"))
                .containsExactly("line 17: this exception to A can never hold where the clause applies");
        assertThat(refused(
                        "demand: JUDGE", "demand: JUDGE\n        unless: [{when: seen, leaves: APPROVE, says: more}]"))
                .containsExactly("line 24: this exception to B leaves as much as it releases from");
    }

    @Test
    void displacements_lead_to_clauses_that_exist_and_not_in_a_circle() {
        String displacing =
                "demand: %s\n        displaces: [{clauses: [%s], where: seen, leaves: NONE, if_unsure: stays, says: so}]";
        assertThat(refused("demand: APPROVE", displacing.formatted("APPROVE", "BB")))
                .singleElement()
                .asString()
                .startsWith("line 17: there is no clause BB; did you mean \"B\"?");
        String circle = SOUND.replace("demand: APPROVE", displacing.formatted("APPROVE", "B"))
                .replace("demand: JUDGE", displacing.formatted("JUDGE", "A"));
        assertThat(problems(circle))
                .containsExactlyInAnyOrder(
                        "line 11: A is displaced, in the end, by itself",
                        "line 19: B is displaced, in the end, by itself");
    }

    @Test
    void what_looks_at_the_outcome_may_not_decide_it() {
        assertThat(refused("when: seen", "when: seen && outcome.cleared_notify"))
                .singleElement()
                .asString()
                .contains("may ask for NOTIFY at most");
        assertThat(refused("means: in_final.yes", "means: in_final.yes && so_far.escalate"))
                .anyMatch(problem -> problem.contains("is not settled yet"));
    }

    @Test
    void terms_are_explained_by_others_and_have_names_of_their_own() {
        assertThat(refused("means: in_final.yes", "means: in_final.yes || seen"))
                .containsExactly("line 7: the term \"seen\" is explained by itself");
        assertThat(refused("  seen: {", "  inputs: {says: x, means: in_final.yes}\n  seen: {"))
                .singleElement()
                .asString()
                .contains("is the name of something else already");
    }

    @Test
    void a_case_that_declares_what_the_vocabulary_does_not_know_is_refused() {
        assertThat(refused("given: {in_final: yes}", "given: {in_finale: yes}"))
                .singleElement()
                .asString()
                .contains("line 17", "in_finale", "Did you mean \"in_final\"?");
        assertThat(refused("outcome: ESCALATE", "outcome: ESCALATED"))
                .singleElement()
                .asString()
                .contains("line 17");
    }

    @Test
    void a_text_that_is_no_policy_is_refused_with_its_line() {
        assertThat(problems("")).containsExactly("line 1: the text is empty");
        assertThat(problems("policy: [")).singleElement().asString().startsWith("line 1: not readable as YAML");
        assertThat(problems("a: &x 1\nb: *x"))
                .containsExactly("line 2: write it out: anchors and aliases are not read");
        assertThat(refused("        demand: JUDGE", "        demands: JUDGE"))
                .anyMatch(problem -> problem.contains("\"demands\" is not read here; did you mean \"demand\"?"));
        assertThat(refused("  - id: B", "  - id: A"))
                .anyMatch(problem -> problem.contains("there is a clause A already"));
    }

    @Test
    void everything_wrong_is_said_at_once_in_the_order_of_the_lines() {
        String twice = SOUND.replace("when: personal_data.yes", "when: personal_date.yes")
                .replace("means: in_final.yes", "means: in_finale.yes");
        assertThat(problems(twice)).hasSize(2).first().asString().startsWith("line 7");
    }

    private static List<String> refused(String part, String by) {
        assertThat(SOUND).contains(part);
        return problems(SOUND.replace(part, by));
    }

    private static List<String> problems(String yaml) {
        PolicyRefused refused = catchThrowableOfType(PolicyRefused.class, () -> Policy.load(yaml, Guidance.VOCABULARY));
        assertThat(refused).as("the policy was accepted").isNotNull();
        return refused.problems().stream().map(Object::toString).toList();
    }
}
