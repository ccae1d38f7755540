package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.RulebookCompiler;
import studio.clearance.triage.policy.text.PolicyFile;
import studio.clearance.triage.policy.text.PolicyText;
import studio.clearance.triage.vocabulary.Vocabulary;
import studio.clearance.triage.yaml.TextProblems;

/**
 * How well a policy's worked cases guard it: whether they hold, whether each part has its effect in some of them, and whether they
 * would notice if a part were wrong.
 *
 * @param cases how each case came out
 * @param coverage in how many cases each part of the policy takes effect
 * @param mutants how many wrong policies were tried
 * @param unnoticed the wrong policies that no case noticed
 * @param unknownNames clauses and requirements that cases name and the policy does not have
 */
public record PolicyProof(
        List<CaseResult> cases,
        Map<String, Integer> coverage,
        int mutants,
        List<String> unnoticed,
        List<String> unknownNames) {
    /** Each part takes effect in at least so many cases: one could be right by accident. */
    public static final int ENOUGH = 2;

    /**
     * Proves a policy that loads; takes some seconds.
     *
     * @throws PolicyRefused when it does not
     */
    public static PolicyProof of(String yaml, Vocabulary vocabulary) {
        var problems = new TextProblems();
        PolicyText text = PolicyFile.read(yaml, vocabulary, problems);
        if (text == null) {
            throw new PolicyRefused(problems.inOrder());
        }
        var compiler = new RulebookCompiler(text, vocabulary, problems);
        Rulebook book = compiler.compile(text);
        if (book == null) {
            throw new PolicyRefused(problems.inOrder());
        }
        List<Mutant> mutants = Mutant.of(text);
        var unnoticed = new ArrayList<String>();
        for (Mutant mutant : mutants) {
            Rulebook wrong = compiler.compile(mutant.text());
            if (wrong != null && !isNoticed(wrong, mutant)) {
                unnoticed.add("line " + mutant.line() + ": " + mutant.clause() + " " + mutant.what());
            }
        }
        var cases = new WorkedCases(book);
        return new PolicyProof(
                cases.tryAll(), Coverage.of(book), mutants.size(), List.copyOf(unnoticed), cases.unknownNames());
    }

    /** What takes effect in too few cases. */
    public List<String> thinlyCovered() {
        return coverage.entrySet().stream()
                .filter(part -> part.getValue() < ENOUGH)
                .map(part -> part.getKey() + ": " + part.getValue())
                .toList();
    }

    /** The clause's own cases come first: they are the likeliest to notice. */
    private static boolean isNoticed(Rulebook wrong, Mutant mutant) {
        var cases = new WorkedCases(wrong);
        List<WorkedCases.Worked> all = cases.all();
        return all.stream()
                        .filter(worked -> worked.clause().equals(mutant.clause()))
                        .anyMatch(worked -> !cases.tryOne(worked).holds())
                || all.stream()
                        .filter(worked -> !worked.clause().equals(mutant.clause()))
                        .anyMatch(worked -> !cases.tryOne(worked).holds());
    }
}
