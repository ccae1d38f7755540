package studio.clearance.triage.policy.evaluation;

import java.util.List;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.evaluation.Rulebook.ContradictionRule;

/**
 * A declaration under a policy: every limb that applies or may apply, in the order of the guidance, and what follows.
 *
 * @param governed whether the policy governs it at all
 */
public record Evaluation(
        Boards boards, boolean governed, List<ContradictionRule> contradictions, List<Hit> hits, Outcome outcome) {
    public Situation situation() {
        return boards.situation();
    }
}
