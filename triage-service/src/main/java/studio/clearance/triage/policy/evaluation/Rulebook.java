package studio.clearance.triage.policy.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.ContradictionEntry;
import studio.clearance.triage.policy.text.RequirementEntry;
import studio.clearance.triage.vocabulary.Vocabulary;

/**
 * A policy with its conditions compiled.
 *
 * @param scope what the policy governs; null when it governs everything
 * @param terms in such an order that each reads only those before it
 * @param main clauses that look at the declaration alone
 * @param floors clauses that look at the outcome so far and may raise it
 * @param remarks clauses that look at the final outcome and leave it
 */
public record Rulebook(
        Vocabulary vocabulary,
        Atoms atoms,
        @Nullable Condition scope,
        List<Term> terms,
        List<ContradictionRule> contradictions,
        List<Clause> clauses,
        List<Clause> main,
        List<Clause> floors,
        List<Clause> remarks,
        List<Requirement> requirements,
        Reach reach) {

    public record Term(String name, int index, int atom, int unsettledAtom, Condition means) {}

    public record ContradictionRule(ContradictionEntry entry, Condition when, boolean perStep) {}

    /**
     * @param order place in the guidance
     * @param displacements what may stand in for it
     */
    public record Clause(
            ClauseEntry entry,
            int order,
            List<Limb> limbs,
            @Nullable Condition row,
            boolean rowPerStep,
            List<Displacement> displacements) {
        public String id() {
            return entry.id();
        }
    }

    /**
     * @param when null when it always applies
     * @param perStep whether each step of a pipeline is looked at by itself
     */
    public record Limb(@Nullable Condition when, Demand demand, List<Exception> unless, boolean perStep) {}

    public record Exception(
            Condition when, Demand leaves, @Nullable String by) {}

    /** A softer clause that may stand in for a harder one. */
    public record Displacement(String by, Condition where, Demand leaves, boolean unsureIsForTheContact) {}

    public record Requirement(RequirementEntry entry, Condition when, boolean perStep) {}
}
