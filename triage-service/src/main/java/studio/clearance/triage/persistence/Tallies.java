package studio.clearance.triage.persistence;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay counts.
 *
 * @param moves declarations by their outcome before and after, the unchanged ones included
 * @param byClause changed declarations by the clause that made the difference; one declaration may count for several clauses
 */
public record Tallies(Map<String, Map<String, Long>> moves, Map<String, Map<String, Map<String, Long>>> byClause) {

    public static Tallies none() {
        return new Tallies(Map.of(), Map.of());
    }

    public long count(String from, String to) {
        return moves.getOrDefault(from, Map.of()).getOrDefault(to, 0L);
    }

    public Tallies plus(Tallies more) {
        Map<String, Map<String, Map<String, Long>>> clauses = new TreeMap<>(byClause);
        more.byClause.forEach((clause, moved) -> clauses.merge(clause, moved, Tallies::sum));
        return new Tallies(sum(moves, more.moves), clauses);
    }

    private static Map<String, Map<String, Long>> sum(
            Map<String, Map<String, Long>> one, Map<String, Map<String, Long>> other) {
        Map<String, Map<String, Long>> sum = new TreeMap<>();
        one.forEach((from, tos) -> sum.put(from, new TreeMap<>(tos)));
        other.forEach((from, tos) -> tos.forEach((to, count) ->
                sum.computeIfAbsent(from, none -> new TreeMap<>()).merge(to, count, Long::sum)));
        return sum;
    }
}
