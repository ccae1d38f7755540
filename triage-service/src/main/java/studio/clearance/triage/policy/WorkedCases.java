package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.Hit;
import studio.clearance.triage.policy.evaluation.Reasons;
import studio.clearance.triage.policy.evaluation.Requirements;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.Situation;
import studio.clearance.triage.policy.text.CaseEntry;

/** Holds a policy to its own worked cases. */
final class WorkedCases {
    private static final String NOT = "not ";

    private final Rulebook book;
    private final Evaluator evaluator;
    private final Requirements requirements;

    WorkedCases(Rulebook book) {
        this.book = book;
        this.evaluator = new Evaluator(book);
        this.requirements = new Requirements(book, new Reasons(book, evaluator));
    }

    /** A worked case and the clause it belongs to. */
    record Worked(String clause, CaseEntry entry) {}

    List<Worked> all() {
        var all = new ArrayList<Worked>();
        for (Rulebook.Clause clause : book.clauses()) {
            clause.entry().cases().forEach(entry -> all.add(new Worked(clause.id(), entry)));
        }
        return all;
    }

    List<CaseResult> tryAll() {
        return all().stream().map(this::tryOne).toList();
    }

    Evaluation evaluate(CaseEntry entry) {
        return evaluator.evaluate(Situation.of(entry.declaration(), book.atoms()));
    }

    List<String> requirementsOf(Evaluation evaluation) {
        return requirements.of(evaluation).stream()
                .map(requirement -> requirement.entry().id())
                .toList();
    }

    CaseResult tryOne(Worked worked) {
        CaseEntry entry = worked.entry();
        Evaluation evaluation = evaluate(entry);
        List<Hit> hits = Evaluator.strongest(evaluation.hits());
        var differences = new ArrayList<String>();
        require(entry.outcome() == evaluation.outcome(), "comes out as " + evaluation.outcome(), differences);
        for (CaseEntry.Firing firing : entry.fires()) {
            Hit hit = of(firing.clause(), hits);
            boolean fires = hit != null && hit.certain() && hit.displacedBy() == null;
            require(fires, firing.clause() + " does not fire for certain", differences);
            if (hit != null && firing.demand() != null) {
                require(hit.demand() == firing.demand(), firing.clause() + " asks for " + hit.demand(), differences);
            }
        }
        for (String id : entry.mayApply()) {
            Hit hit = of(id, hits);
            require(hit != null && !hit.certain(), id + " is not uncertain", differences);
        }
        for (String id : entry.displaced()) {
            Hit hit = of(id, hits);
            boolean displaced = hit != null && hit.certain() && hit.displacedBy() != null;
            require(displaced, id + " is not displaced", differences);
        }
        for (String id : entry.without()) {
            require(of(id, hits) == null, id + " applies", differences);
        }
        List<String> listed = requirementsOf(evaluation);
        for (String requirement : entry.requires()) {
            boolean unwanted = requirement.startsWith(NOT);
            String id = unwanted ? requirement.substring(NOT.length()) : requirement;
            require(listed.contains(id) != unwanted, id + (unwanted ? " is listed" : " is not listed"), differences);
        }
        return new CaseResult(
                worked.clause(),
                entry.name(),
                entry.outcome(),
                evaluation.outcome(),
                List.copyOf(differences),
                entry.line());
    }

    /** Names in cases that the policy does not have: such an expectation would hold, or fail, for no reason. */
    List<String> unknownNames() {
        var clauses = book.clauses().stream().map(Rulebook.Clause::id).collect(Collectors.toSet());
        var listable = book.requirements().stream()
                .map(requirement -> requirement.entry().id())
                .collect(Collectors.toSet());
        var unknown = new ArrayList<String>();
        for (Worked worked : all()) {
            CaseEntry entry = worked.entry();
            List<String> fires =
                    entry.fires().stream().map(CaseEntry.Firing::clause).toList();
            for (List<String> ids : List.of(fires, entry.mayApply(), entry.displaced(), entry.without())) {
                ids.stream().filter(id -> !clauses.contains(id)).forEach(unknown::add);
            }
            entry.requires().stream()
                    .map(id -> id.startsWith(NOT) ? id.substring(NOT.length()) : id)
                    .filter(id -> !listable.contains(id))
                    .forEach(unknown::add);
        }
        return unknown;
    }

    private static @Nullable Hit of(String clause, List<Hit> hits) {
        for (Hit hit : hits) {
            if (hit.clause().id().equals(clause)) {
                return hit;
            }
        }
        return null;
    }

    private static void require(boolean holds, String otherwise, List<String> differences) {
        if (!holds) {
            differences.add(otherwise);
        }
    }
}
