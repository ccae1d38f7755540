package studio.clearance.triage.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy text that cannot be used, with everything that is wrong with it in the order of its lines. */
public final class PolicyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<PolicyProblem> problems;

    PolicyRefused(List<PolicyProblem> problems) {
        super(problems.stream()
                .map(problem -> "line " + problem.line() + ": " + problem.reason())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<PolicyProblem> problems() {
        return problems;
    }
}
