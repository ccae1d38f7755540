package studio.clearance.triage.replaying;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.Verdict;
import studio.clearance.triage.persistence.Replays.Declared;
import studio.clearance.triage.persistence.Replays.Found;
import studio.clearance.triage.persistence.Tallies;
import studio.clearance.triage.policy.Policy;

/** Two policies on one declaration after another. */
record Comparison(Policy tried, Policy against, Function<byte[], Declaration> reader) {

    /** What became of one declaration; the change is empty when it keeps its outcome. */
    record Result(Outcome from, Outcome to, Optional<Found> change) {}

    /** What the stored decision said is not decided again: the same text and evaluator would say the same. */
    Result of(Declared declared) {
        Declaration declaration = reader.apply(declared.declaration());
        Verdict after = tried.decide(declaration);
        Outcome stored = declared.outcome();
        if (stored == after.outcome()) {
            return new Result(stored, stored, Optional.empty());
        }
        Verdict before = against.decide(declaration);
        Outcome from = stored == null ? before.outcome() : stored;
        if (from == after.outcome()) {
            return new Result(from, from, Optional.empty());
        }
        return new Result(
                from,
                after.outcome(),
                Optional.of(new Found(
                        declared.seq(), declared.revision(), from, after.outcome(), decisive(before, after))));
    }

    /** Stricter: the clauses that now hold it up. Milder: those that held it up and no longer do. */
    private static List<String> decisive(Verdict before, Verdict after) {
        return before.outcome().isLowerThan(after.outcome()) ? after.decidedBy() : before.decidedBy();
    }

    static Tallies tally(List<Result> results) {
        Map<String, Map<String, Long>> moves = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.from().name(),
                        TreeMap::new,
                        Collectors.groupingBy(result -> result.to().name(), TreeMap::new, Collectors.counting())));
        Map<String, Map<String, Map<String, Long>>> byClause = new TreeMap<>();
        results.forEach(result -> result.change()
                .ifPresent(change -> change.clauses()
                        .forEach(clause -> byClause.computeIfAbsent(clause, none -> new TreeMap<>())
                                .computeIfAbsent(change.from().name(), none -> new TreeMap<>())
                                .merge(change.to().name(), 1L, Long::sum))));
        return new Tallies(moves, byClause);
    }
}
