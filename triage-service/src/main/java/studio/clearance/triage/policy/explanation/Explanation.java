package studio.clearance.triage.policy.explanation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Assessment.Because;
import studio.clearance.triage.domain.Assessment.ClauseFinding;
import studio.clearance.triage.domain.Assessment.Contradiction;
import studio.clearance.triage.domain.Assessment.RequirementFinding;
import studio.clearance.triage.domain.Certainty;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.Hit;
import studio.clearance.triage.policy.evaluation.Reasons;
import studio.clearance.triage.policy.evaluation.Reasons.Reason;
import studio.clearance.triage.policy.evaluation.Requirements;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.Rulebook.ContradictionRule;
import studio.clearance.triage.policy.evaluation.Rulebook.Displacement;
import studio.clearance.triage.policy.text.ClauseEntry;

/** Turns an evaluation into the answer people read. */
public final class Explanation {
    private static final String STEPS = "steps";

    private final Evaluator evaluator;
    private final PolicyIdentity policy;
    private final Reasons reasons;
    private final Requirements requirements;
    private final OpenQuestions questions;
    private final Lowering lowering;

    public Explanation(Rulebook book, Evaluator evaluator, PolicyIdentity policy) {
        this.evaluator = evaluator;
        this.policy = policy;
        this.reasons = new Reasons(book, evaluator);
        this.requirements = new Requirements(book, reasons);
        this.questions = new OpenQuestions(book, evaluator);
        this.lowering = new Lowering(book, evaluator);
    }

    public Assessment of(Evaluation evaluation) {
        return new Assessment(
                evaluation.outcome(),
                clauses(evaluation),
                requirements.matrixRows(evaluation),
                requirementsOf(evaluation),
                evaluation.contradictions().stream()
                        .map(rule -> contradiction(rule, evaluation))
                        .toList(),
                questions.of(evaluation),
                lowering.of(evaluation),
                policy);
    }

    /** Every clause that bears on it, with its reasons; nothing is searched for. */
    public List<ClauseFinding> clauses(Evaluation evaluation) {
        var findings = new ArrayList<ClauseFinding>();
        for (Hit hit : Evaluator.strongest(evaluation.hits())) {
            ClauseEntry entry = hit.clause().entry();
            Displacement displacedBy = hit.displacedBy();
            List<Reason> because = reasons.of(hit, evaluation);
            boolean ofAStep = because.stream().anyMatch(reason -> reason.step() != null);
            findings.add(new ClauseFinding(
                    entry.id(),
                    entry.heading(),
                    entry.says(),
                    hit.demand(),
                    because.stream()
                            .map(reason -> new Because(reason.fact(), reason.value(), reason.step()))
                            .toList(),
                    hit.certain() ? Certainty.FIRED : Certainty.MAY_APPLY,
                    displacedBy == null ? null : displacedBy.by(),
                    ofAStep ? evaluation.situation().stepName(hit.step()) : null));
        }
        return findings;
    }

    public List<RequirementFinding> requirementsOf(Evaluation evaluation) {
        return requirements.of(evaluation).stream()
                .map(requirement -> new RequirementFinding(
                        requirement.entry().id(), requirement.entry().says()))
                .toList();
    }

    private Contradiction contradiction(ContradictionRule rule, Evaluation evaluation) {
        var facts = new LinkedHashSet<>(rule.entry().facts());
        if (facts.contains(STEPS)) {
            facts.addAll(evaluator.summariesAgainstSteps(evaluation));
        }
        return new Contradiction(List.copyOf(facts), rule.entry().says());
    }
}
