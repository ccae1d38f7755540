package studio.clearance.triage.yaml;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a text, so that its author hears of everything at once. */
public final class TextProblems {
    private final List<TextProblem> found = new ArrayList<>();

    public void add(int line, String reason) {
        var problem = new TextProblem(line, reason);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public boolean any() {
        return !found.isEmpty();
    }

    /** In the order of the lines. */
    public List<TextProblem> inOrder() {
        return found.stream().sorted().toList();
    }
}
