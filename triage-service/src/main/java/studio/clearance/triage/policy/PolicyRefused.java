package studio.clearance.triage.policy;

import java.util.List;
import java.util.stream.Collectors;
import studio.clearance.triage.yaml.TextProblem;

/** A policy text that cannot be used, with everything that is wrong with it in the order of its lines. */
public final class PolicyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<TextProblem> problems;

    PolicyRefused(List<TextProblem> problems) {
        super(problems.stream().map(TextProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<TextProblem> problems() {
        return problems;
    }
}
