package studio.clearance.triage.publishing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.ClauseText;
import studio.clearance.triage.policy.ClauseText.DisplacementText;
import studio.clearance.triage.policy.ClauseText.ExceptionText;
import studio.clearance.triage.policy.ClauseText.LimbText;
import studio.clearance.triage.policy.Policy;

/** What one version says otherwise than another, clause by clause, in the words people read. */
@Schema(name = "PolicyDifference")
public record PolicyDifference(String from, String to, List<ClauseDifference> clauses) {

    /** What differs in one clause; {@code before} is absent for what is new, {@code after} for what is gone. */
    @Schema(name = "ClauseDifference")
    public record ClauseDifference(
            String clause,
            Aspect aspect,
            @Nullable String before,
            @Nullable String after) {}

    public enum Aspect {
        CLAUSE,
        HEADING,
        SAYS,
        APPLIES,
        DISPLACES,
        REQUIREMENTS,
        CASES,
        CITATION
    }

    private static final Map<Aspect, Function<ClauseText, String>> ASPECTS = new LinkedHashMap<>();

    static {
        ASPECTS.put(Aspect.HEADING, ClauseText::heading);
        ASPECTS.put(Aspect.SAYS, ClauseText::says);
        ASPECTS.put(Aspect.APPLIES, clause -> lines(clause.limbs(), PolicyDifference::limb));
        ASPECTS.put(Aspect.DISPLACES, clause -> lines(clause.displaces(), PolicyDifference::displacement));
        ASPECTS.put(Aspect.REQUIREMENTS, clause -> String.join(", ", clause.requirements()));
        ASPECTS.put(Aspect.CASES, clause -> String.join("; ", clause.cases()));
        ASPECTS.put(Aspect.CITATION, ClauseText::citation);
    }

    public static PolicyDifference between(Policy from, Policy to) {
        Map<String, ClauseText> before = byId(from);
        Map<String, ClauseText> after = byId(to);
        Set<String> ids = new LinkedHashSet<>(after.keySet());
        ids.addAll(before.keySet());
        List<ClauseDifference> differences = new ArrayList<>();
        ids.forEach(id -> differences.addAll(clause(id, before.get(id), after.get(id))));
        return new PolicyDifference(from.identity().version(), to.identity().version(), differences);
    }

    private static List<ClauseDifference> clause(String id, @Nullable ClauseText before, @Nullable ClauseText after) {
        if (before == null || after == null) {
            return List.of(new ClauseDifference(id, Aspect.CLAUSE, whole(before), whole(after)));
        }
        return ASPECTS.entrySet().stream()
                .map(aspect -> new ClauseDifference(
                        id,
                        aspect.getKey(),
                        aspect.getValue().apply(before),
                        aspect.getValue().apply(after)))
                .filter(difference -> !String.valueOf(difference.before()).equals(difference.after()))
                .toList();
    }

    private static @Nullable String whole(@Nullable ClauseText clause) {
        return clause == null ? null : clause.heading() + ": " + clause.says();
    }

    private static Map<String, ClauseText> byId(Policy policy) {
        return policy.clauses().stream()
                .collect(
                        Collectors.toMap(ClauseText::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    private static String limb(LimbText limb) {
        String base = limb.demand() + " when " + limb.when();
        return limb.unless().isEmpty()
                ? base
                : base
                        + lines(limb.unless(), PolicyDifference::exception)
                                .indent(2)
                                .stripTrailing();
    }

    private static String exception(ExceptionText exception) {
        return "unless " + exception.when() + " (then " + exception.leaves() + "): " + exception.says();
    }

    private static String displacement(DisplacementText displacement) {
        return String.join(", ", displacement.clauses()) + " down to " + displacement.leaves() + " when "
                + displacement.when() + ": " + displacement.says();
    }

    private static <T> String lines(Collection<T> parts, Function<T, String> text) {
        return parts.stream().map(text).collect(Collectors.joining("\n"));
    }
}
