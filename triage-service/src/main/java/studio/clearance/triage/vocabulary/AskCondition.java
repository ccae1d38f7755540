package studio.clearance.triage.vocabulary;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** When a question applies, in terms of the answers to questions above it. */
public sealed interface AskCondition {
    /**
     * @param answers the answers to a fact: {@code unsure} when it is asked and was not answered, none when it does not apply
     */
    boolean holds(Function<String, List<String>> answers);

    /** The facts it looks at. */
    Set<String> facts();

    AskCondition ALWAYS = new All(List.of());

    /** The answer is, or contains, one of these. */
    record In(String fact, List<String> values) implements AskCondition {
        @Override
        public boolean holds(Function<String, List<String>> answers) {
            for (String answer : answers.apply(fact)) {
                if (values.contains(answer)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Set<String> facts() {
            return Set.of(fact);
        }
    }

    /** The answer is, or contains, something else than these. */
    record OtherThan(String fact, List<String> values) implements AskCondition {
        @Override
        public boolean holds(Function<String, List<String>> answers) {
            for (String answer : answers.apply(fact)) {
                if (!values.contains(answer)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Set<String> facts() {
            return Set.of(fact);
        }
    }

    record All(List<AskCondition> conditions) implements AskCondition {
        @Override
        public boolean holds(Function<String, List<String>> answers) {
            for (AskCondition condition : conditions) {
                if (!condition.holds(answers)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Set<String> facts() {
            return factsOf(conditions);
        }
    }

    record Any(List<AskCondition> conditions) implements AskCondition {
        @Override
        public boolean holds(Function<String, List<String>> answers) {
            for (AskCondition condition : conditions) {
                if (condition.holds(answers)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Set<String> facts() {
            return factsOf(conditions);
        }
    }

    private static Set<String> factsOf(List<AskCondition> conditions) {
        var facts = new HashSet<String>();
        conditions.forEach(condition -> facts.addAll(condition.facts()));
        return facts;
    }
}
