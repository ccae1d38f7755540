package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.ClauseEntry.DisplacementEntry;
import studio.clearance.triage.policy.text.ClauseEntry.ExceptionEntry;
import studio.clearance.triage.policy.text.ClauseEntry.LimbEntry;
import studio.clearance.triage.policy.text.ContradictionEntry;
import studio.clearance.triage.policy.text.Expression;
import studio.clearance.triage.policy.text.PolicyText;
import studio.clearance.triage.policy.text.RequirementEntry;

/**
 * A policy with one thing wrong in it: what its worked cases have to notice.
 *
 * @param clause the clause, or what else, was changed
 * @param what the change in words
 */
record Mutant(String clause, String what, int line, PolicyText text) {

    /** Each condition negated, each situation, exception, displacement, contradiction and requirement left out. */
    static List<Mutant> of(PolicyText policy) {
        var mutants = new ArrayList<Mutant>();
        for (ClauseEntry clause : policy.clauses()) {
            ofClause(policy, clause, mutants);
        }
        for (ContradictionEntry contradiction : policy.contradictions()) {
            mutants.add(new Mutant(
                    "contradictions",
                    "without: " + contradiction.says(),
                    contradiction.line(),
                    with(
                            policy,
                            policy.clauses(),
                            without(policy.contradictions(), contradiction),
                            policy.requirements())));
        }
        for (RequirementEntry requirement : policy.requirements()) {
            mutants.add(ofRequirement(policy, requirement, "never listed", null));
            mutants.add(ofRequirement(policy, requirement, "listed the other way round", requirement.when()));
        }
        return mutants;
    }

    private static void ofClause(PolicyText policy, ClauseEntry clause, List<Mutant> mutants) {
        for (LimbEntry limb : clause.limbs()) {
            Expression when = limb.when();
            if (when == null || clause.limbs().size() > 1) {
                mutants.add(ofLimbs(policy, clause, "without a situation", limb.line(), without(clause.limbs(), limb)));
            }
            if (when != null) {
                var negated = new LimbEntry(negated(when), limb.demand(), limb.unless(), limb.line());
                mutants.add(ofLimbs(policy, clause, "negated", limb.line(), replaced(clause.limbs(), limb, negated)));
            }
            for (ExceptionEntry exception : limb.unless()) {
                var stricter = new LimbEntry(when, limb.demand(), without(limb.unless(), exception), limb.line());
                mutants.add(ofLimbs(
                        policy,
                        clause,
                        "without the exception: " + exception.says(),
                        exception.line(),
                        replaced(clause.limbs(), limb, stricter)));
            }
        }
        for (DisplacementEntry displacement : clause.displaces()) {
            var changed = clauseWith(clause, clause.limbs(), without(clause.displaces(), displacement));
            mutants.add(new Mutant(
                    clause.id(),
                    "displacing nothing",
                    displacement.line(),
                    withClauses(policy, replaced(policy.clauses(), clause, changed))));
        }
    }

    private static Mutant ofLimbs(PolicyText policy, ClauseEntry clause, String what, int line, List<LimbEntry> limbs) {
        ClauseEntry changed = clauseWith(clause, limbs, clause.displaces());
        return new Mutant(clause.id(), what, line, withClauses(policy, replaced(policy.clauses(), clause, changed)));
    }

    private static Mutant ofRequirement(
            PolicyText policy, RequirementEntry requirement, String what, @Nullable Expression when) {
        Expression changed = when == null ? new Expression("false", requirement.line()) : negated(when);
        return new Mutant(
                requirement.id(),
                what,
                requirement.line(),
                with(
                        policy,
                        policy.clauses(),
                        policy.contradictions(),
                        replaced(
                                policy.requirements(),
                                requirement,
                                new RequirementEntry(
                                        requirement.id(),
                                        requirement.says(),
                                        requirement.restsOn(),
                                        changed,
                                        requirement.line()))));
    }

    private static Expression negated(Expression expression) {
        return new Expression("!(" + expression.cel() + ")", expression.line());
    }

    private static ClauseEntry clauseWith(
            ClauseEntry clause, List<LimbEntry> limbs, List<DisplacementEntry> displaces) {
        return new ClauseEntry(
                clause.id(),
                clause.operative(),
                clause.section(),
                clause.heading(),
                clause.citation(),
                clause.says(),
                clause.mark(),
                clause.row(),
                clause.onlyIfCertain(),
                limbs,
                displaces,
                clause.cases(),
                clause.line());
    }

    private static PolicyText withClauses(PolicyText policy, List<ClauseEntry> clauses) {
        return with(policy, clauses, policy.contradictions(), policy.requirements());
    }

    private static PolicyText with(
            PolicyText policy,
            List<ClauseEntry> clauses,
            List<ContradictionEntry> contradictions,
            List<RequirementEntry> requirements) {
        return new PolicyText(
                policy.id(),
                policy.version(),
                policy.title(),
                policy.scope(),
                policy.terms(),
                contradictions,
                clauses,
                requirements);
    }

    private static <T> List<T> without(List<T> items, T item) {
        return items.stream().filter(each -> each != item).toList();
    }

    private static <T> List<T> replaced(List<T> items, T item, T by) {
        UnaryOperator<T> replacing = each -> each == item ? by : each;
        return items.stream().map(replacing).toList();
    }
}
