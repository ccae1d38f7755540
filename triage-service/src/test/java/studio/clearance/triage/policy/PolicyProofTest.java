package studio.clearance.triage.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyProofTest {

    private static final PolicyProof PROOF = PolicyProof.of(Policy.builtInText(), Guidance.VOCABULARY);

    @Test
    void every_worked_case_holds() {
        assertThat(PROOF.cases()).filteredOn(result -> !result.holds()).isEmpty();
        assertThat(PROOF.unknownNames()).isEmpty();
    }

    @Test
    void every_clause_exception_displacement_contradiction_and_requirement_takes_effect_in_two_cases() {
        assertThat(PROOF.thinlyCovered()).isEmpty();
    }

    @Test
    void every_wrong_policy_is_noticed_by_a_case() {
        System.out.printf(
                "Policy: %d worked cases, %d parts covered, %d of %d wrong policies noticed%n",
                PROOF.cases().size(),
                PROOF.coverage().size(),
                PROOF.mutants() - PROOF.unnoticed().size(),
                PROOF.mutants());
        assertThat(PROOF.unnoticed()).isEmpty();
    }
}
