package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.List;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.Requirement;

/** What the record must show, and into which rows of the matrix the use falls, once the outcome is settled. */
public final class Requirements {
    private final Rulebook book;
    private final Reasons reasons;
    private final int stepFails;

    public Requirements(Rulebook book, Reasons reasons) {
        this.book = book;
        this.reasons = reasons;
        this.stepFails = book.atoms().known(Atoms.DECLARATION, "step_fails");
    }

    public List<Requirement> of(Evaluation evaluation) {
        evaluation.boards().set(stepFails, stepFails(evaluation));
        var listed = new ArrayList<Requirement>();
        for (Requirement requirement : book.requirements()) {
            if (isOwed(requirement, evaluation)
                    && Evaluator.anywhere(requirement.when(), requirement.perStep(), evaluation.boards())) {
                listed.add(requirement);
            }
        }
        return listed;
    }

    /** What the policy does not govern owes only what rests on a clause that applies all the same. */
    private static boolean isOwed(Requirement requirement, Evaluation evaluation) {
        return evaluation.governed()
                || evaluation.hits().stream()
                        .anyMatch(hit -> requirement
                                .entry()
                                .restsOn()
                                .contains(hit.clause().id()));
    }

    /** Ids of the clauses that are rows the use falls into. */
    public List<String> matrixRows(Evaluation evaluation) {
        var rows = new ArrayList<String>();
        for (Clause clause : evaluation.governed() ? book.clauses() : List.<Clause>of()) {
            if (clause.entry().mark() == null) {
                continue;
            }
            boolean falls = clause.row() == null
                    ? evaluation.hits().stream().anyMatch(hit -> hit.clause() == clause && hit.certain())
                    : Evaluator.anywhere(clause.row(), clause.rowPerStep(), evaluation.boards());
            if (falls) {
                rows.add(clause.id());
            }
        }
        return rows;
    }

    private boolean stepFails(Evaluation evaluation) {
        if (evaluation.boards().steps().length == 0) {
            return false;
        }
        for (Hit hit : evaluation.hits()) {
            if (hit.outcome() != Outcome.CLEARED_NOTIFY && reasons.restsOnAStep(hit, evaluation)) {
                return true;
            }
        }
        return false;
    }
}
