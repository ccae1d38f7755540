package studio.clearance.approval.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A revision held against an earlier one, field by field.
 *
 * @param touched the changed fields that a decision on the earlier one rests on
 */
public record RevisionComparison(List<Difference> differences, List<String> touched) {

    /**
     * What every decision rests on, whatever triage cited: the partner's account of the use, and the production. An approval
     * is read narrowly: this use, this production.
     */
    private static final Set<String> ALWAYS = Set.of("narrative", "productionId");

    public RevisionComparison {
        differences = List.copyOf(differences);
        touched = List.copyOf(touched);
    }

    /** @param citedFacts the facts that the clauses, contradictions and open questions of the decision named */
    public static RevisionComparison between(
            Map<String, Object> before, Map<String, Object> after, Set<String> citedFacts) {
        List<Difference> differences = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        Set<String> fields = new LinkedHashSet<>(after.keySet());
        fields.addAll(before.keySet());
        for (String field : fields) {
            Object was = before.get(field);
            Object is = after.get(field);
            if (!same(was, is)) {
                differences.add(new Difference(field, was, is));
                if (ALWAYS.contains(field) || citedFacts.contains(field)) {
                    touched.add(field);
                }
            }
        }
        return new RevisionComparison(differences, touched);
    }

    /** Whether the ground of the decision has moved. */
    public boolean touches() {
        return !touched.isEmpty();
    }

    /** In words, why a decision goes on holding. */
    public String whyUntouched() {
        return differences.isEmpty()
                ? "Nothing the partner declared is different."
                : "Only "
                        + String.join(
                                ", ",
                                differences.stream().map(Difference::field).toList())
                        + " changed; nothing the decision rests on is different.";
    }

    /** In words, why a decision no longer holds. */
    public String whyTouched() {
        return "What the decision rests on has changed: " + String.join(", ", touched) + ".";
    }

    /** Choices from a list have no order; steps of a pipeline do. */
    private static boolean same(@Nullable Object was, @Nullable Object is) {
        if (was instanceof Collection<?> before && is instanceof Collection<?> after) {
            boolean choices = before.stream().allMatch(String.class::isInstance)
                    && after.stream().allMatch(String.class::isInstance);
            return choices
                    ? new HashSet<>(before).equals(new HashSet<>(after))
                    : List.copyOf(before).equals(List.copyOf(after));
        }
        return Objects.equals(was, is);
    }
}
