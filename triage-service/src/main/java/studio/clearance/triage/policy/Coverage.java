package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.Hit;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.ContradictionRule;
import studio.clearance.triage.policy.evaluation.Rulebook.Displacement;
import studio.clearance.triage.policy.evaluation.Rulebook.Limb;
import studio.clearance.triage.policy.evaluation.Rulebook.Requirement;

/** Counts in how many worked cases each part of a policy has its effect. */
final class Coverage {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private Coverage() {}

    /** Every part of the policy and the number of cases in which it takes effect. */
    static Map<String, Integer> of(Rulebook book) {
        var coverage = new Coverage();
        coverage.expect(book);
        var cases = new WorkedCases(book);
        var evaluator = new Evaluator(book);
        for (WorkedCases.Worked worked : cases.all()) {
            Evaluation evaluation = cases.evaluate(worked.entry());
            coverage.count(evaluation, cases.requirementsOf(evaluation), evaluator);
        }
        return coverage.counts;
    }

    private void expect(Rulebook book) {
        for (Clause clause : book.clauses()) {
            if (!clause.entry().operative()) {
                continue;
            }
            expect(name(clause));
            for (Limb limb : clause.limbs()) {
                limb.unless().forEach(exception -> expect(name(clause, exception)));
            }
            clause.displacements().forEach(displacement -> expect(name(clause, displacement)));
        }
        for (Requirement requirement : book.requirements()) {
            expect("requirement " + requirement.entry().id());
        }
        for (ContradictionRule rule : book.contradictions()) {
            expect(name(rule));
        }
    }

    private void expect(String part) {
        counts.put(part, 0);
    }

    private void count(Evaluation evaluation, List<String> requirements, Evaluator evaluator) {
        var parts = new ArrayList<String>();
        for (Hit hit : evaluation.hits()) {
            Displacement displacedBy = hit.displacedBy();
            if (hit.certain() && displacedBy == null) {
                parts.add(name(hit.clause()));
            }
            if (hit.certain() && displacedBy != null) {
                parts.add(name(hit.clause(), displacedBy));
            }
        }
        for (Evaluator.Release release : evaluator.releases(evaluation)) {
            parts.add(name(release.clause(), release.exception()));
        }
        requirements.forEach(id -> parts.add("requirement " + id));
        evaluation.contradictions().forEach(rule -> parts.add(name(rule)));
        parts.stream().distinct().forEach(part -> counts.merge(part, 1, Integer::sum));
    }

    private static String name(Clause clause) {
        return "clause " + clause.id();
    }

    private static String name(Clause clause, Rulebook.Exception exception) {
        return "exception to " + clause.id() + ", line "
                + exception.when().source().line();
    }

    private static String name(Clause clause, Displacement displacement) {
        return displacement.by() + " displacing " + clause.id() + ", line "
                + displacement.where().source().line();
    }

    private static String name(ContradictionRule rule) {
        return "contradiction, line " + rule.entry().line();
    }
}
