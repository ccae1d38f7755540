package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.clearance.triage.domain.Assessment.ClauseFinding;
import studio.clearance.triage.domain.Certainty;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.Situation;
import studio.clearance.triage.policy.explanation.Explanation;
import studio.clearance.triage.policy.text.CaseEntry;

/** Holds a policy to its own worked cases. */
final class WorkedCases {
    private static final String NOT = "not ";

    private final Rulebook book;
    private final Evaluator evaluator;
    private final Explanation explanation;

    WorkedCases(Rulebook book, Evaluator evaluator, Explanation explanation) {
        this.book = book;
        this.evaluator = evaluator;
        this.explanation = explanation;
    }

    List<CaseResult> tryAll() {
        var results = new ArrayList<CaseResult>();
        for (Rulebook.Clause clause : book.clauses()) {
            for (CaseEntry worked : clause.entry().cases()) {
                results.add(tryOne(clause.id(), worked));
            }
        }
        return results;
    }

    private CaseResult tryOne(String clause, CaseEntry worked) {
        Evaluation evaluation = evaluator.evaluate(Situation.of(worked.declaration(), book.atoms()));
        Map<String, ClauseFinding> found = new HashMap<>();
        explanation.clauses(evaluation).forEach(finding -> found.put(finding.id(), finding));
        var differences = new ArrayList<String>();
        if (evaluation.outcome() != worked.outcome()) {
            differences.add("comes out as " + evaluation.outcome());
        }
        for (String id : worked.fires()) {
            ClauseFinding finding = found.get(id);
            boolean fires = finding != null && isCertain(finding) && finding.displacedBy() == null;
            require(fires, id + " does not fire for certain", differences);
        }
        for (String id : worked.mayApply()) {
            ClauseFinding finding = found.get(id);
            require(finding != null && !isCertain(finding), id + " is not uncertain", differences);
        }
        for (String id : worked.displaced()) {
            ClauseFinding finding = found.get(id);
            boolean displaced = finding != null && isCertain(finding) && finding.displacedBy() != null;
            require(displaced, id + " is not displaced", differences);
        }
        for (String id : worked.without()) {
            require(!found.containsKey(id), id + " applies", differences);
        }
        List<String> listed = explanation.requirementsOf(evaluation).stream()
                .map(requirement -> requirement.id())
                .toList();
        for (String requirement : worked.requires()) {
            boolean unwanted = requirement.startsWith(NOT);
            String id = unwanted ? requirement.substring(NOT.length()) : requirement;
            require(listed.contains(id) != unwanted, id + (unwanted ? " is listed" : " is not listed"), differences);
        }
        return new CaseResult(
                clause, worked.name(), worked.outcome(), evaluation.outcome(), List.copyOf(differences), worked.line());
    }

    private static boolean isCertain(ClauseFinding finding) {
        return finding.certainty() == Certainty.FIRED;
    }

    private static void require(boolean holds, String otherwise, List<String> differences) {
        if (!holds) {
            differences.add(otherwise);
        }
    }
}
