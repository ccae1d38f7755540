package studio.clearance.approval.persistence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What triage said, as far as a decision rests on it. */
public record AssessmentPaper(
        String outcome,
        List<Clause> clauses,
        @Nullable List<Requirement> requirements,
        @Nullable List<Contradiction> contradictions,
        @Nullable List<OpenQuestion> openQuestions,
        @Nullable Policy policy) {

    public record Clause(
            String id,
            @Nullable String heading,
            @Nullable String demand,
            @Nullable List<Because> because,
            @Nullable String certainty,
            @Nullable String displacedBy) {

        boolean stands() {
            return displacedBy == null;
        }

        boolean fired() {
            return stands() && !"may_apply".equals(certainty);
        }

        String standing() {
            return id + (displacedBy != null ? "-" : "may_apply".equals(certainty) ? "?" : "");
        }
    }

    public record Because(String fact) {}

    public record Requirement(String id, @Nullable String says) {}

    public record Contradiction(@Nullable List<String> facts) {}

    public record OpenQuestion(String fact) {}

    public record Policy(
            @Nullable String id,
            @Nullable String version,
            @Nullable String sha256,
            @Nullable String evaluator) {}

    public static AssessmentPaper read(String json) {
        return UseCasePaper.Reading.of(json, AssessmentPaper.class);
    }

    /**
     * The clauses a case stands in the queue for, and is found by: those that fired. Where answers are missing dozens may
     * apply to any case, so they count only when nothing fired for certain.
     */
    public List<String> leading() {
        List<String> fired = fired();
        return fired.isEmpty()
                ? clauses.stream()
                        .filter(Clause::stands)
                        .map(Clause::id)
                        .distinct()
                        .toList()
                : fired;
    }

    /** The clauses that fired for certain and that no other displaced. */
    public List<String> fired() {
        return clauses.stream().filter(Clause::fired).map(Clause::id).distinct().toList();
    }

    /** The facts it cites anywhere: a decision rests on the answers to these. */
    public Set<String> citedFacts() {
        Set<String> facts = new LinkedHashSet<>();
        for (Clause clause : clauses) {
            orEmpty(clause.because()).forEach(because -> facts.add(because.fact()));
        }
        orEmpty(contradictions).forEach(contradiction -> facts.addAll(orEmpty(contradiction.facts())));
        orEmpty(openQuestions).forEach(question -> facts.add(question.fact()));
        return facts;
    }

    /** Whether the same clauses stand in the same way and the same is required. */
    public boolean demandsTheSameAs(AssessmentPaper other) {
        return outcome.equals(other.outcome)
                && clauseStandings().equals(other.clauseStandings())
                && requirementIds().equals(other.requirementIds());
    }

    private Set<String> clauseStandings() {
        Set<String> standings = new TreeSet<>();
        clauses.forEach(clause -> standings.add(clause.standing()));
        return standings;
    }

    private Set<String> requirementIds() {
        Set<String> ids = new TreeSet<>();
        orEmpty(requirements).forEach(requirement -> ids.add(requirement.id()));
        return ids;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
