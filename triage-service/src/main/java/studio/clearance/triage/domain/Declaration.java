package studio.clearance.triage.domain;

import java.util.List;
import java.util.Map;

/**
 * What a partner says of a use: the answers given, by fact. A fact that is missing was not stated. Every answer is a list; a fact
 * of one choice has one value. The word {@code unsure} is an answer.
 */
public record Declaration(Map<String, List<String>> answers, List<Step> steps) {
    public Declaration {
        answers = Map.copyOf(answers);
        steps = List.copyOf(steps);
    }

    /** One step of a pipeline and the facts that hold there. */
    public record Step(String name, Map<String, List<String>> answers) {
        public Step {
            answers = Map.copyOf(answers);
        }
    }
}
