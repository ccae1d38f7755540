package studio.clearance.triage.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a partner could do differently: obtain a paper, choose another tool, leave something out. Never another answer about
 * the same plan.
 *
 * @param from answers it starts from; for a list, what it takes out
 * @param to the answer it leads to; for a list, what it puts in if anything is taken out
 * @param brings answers to other facts that come with it
 * @param unless where it is no honest or sensible suggestion
 */
public record PossibleChange(
        List<String> from,
        String to,
        boolean ofList,
        Map<String, List<String>> brings,
        @Nullable AskCondition unless,
        String says) {

    /** The answer after the change, or null when it does not start from this one. An open answer is given as an empty list. */
    public @Nullable List<String> applyTo(List<String> answers) {
        if (answers.isEmpty()) {
            return from.contains(Fact.NOT_STATED) ? List.of(to) : null;
        }
        if (!ofList) {
            return from.contains(answers.getFirst()) ? List.of(to) : null;
        }
        var kept = new ArrayList<>(answers);
        if (!kept.removeAll(from)) {
            return null;
        }
        if (kept.isEmpty()) {
            kept.add(to);
        }
        return List.copyOf(kept);
    }
}
