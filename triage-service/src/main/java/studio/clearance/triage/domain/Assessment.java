package studio.clearance.triage.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What triage says of a declaration and why.
 *
 * @param clauses every clause that applies, may apply or was displaced, in the order of the guidance
 * @param matrixRows the rows of the use-case matrix the declaration falls into
 * @param openQuestions facts whose answer decides, most decisive first
 * @param couldBeLoweredBy the smallest sets of changes in the partner's power that lower the outcome
 */
public record Assessment(
        Outcome outcome,
        List<ClauseFinding> clauses,
        List<String> matrixRows,
        List<RequirementFinding> requirements,
        List<Contradiction> contradictions,
        List<OpenQuestion> openQuestions,
        List<Reduction> couldBeLoweredBy,
        PolicyIdentity policy) {

    /**
     * A clause that bears on the declaration.
     *
     * @param displacedBy the clause whose softer rule stands in its place
     * @param step the pipeline step it applies in, when it applies in one of several
     */
    public record ClauseFinding(
            String id,
            String heading,
            String says,
            Demand demand,
            List<Because> because,
            Certainty certainty,
            @Nullable String displacedBy,
            @Nullable String step) {}

    /** A fact and the answer to it that a finding rests on. */
    public record Because(
            String fact, String value, @Nullable String step) {}

    public record RequirementFinding(String id, String says) {}

    public record Contradiction(List<String> facts, String says) {}

    /**
     * An open fact and what each answer would lead to.
     *
     * @param assuming answers to other open facts under which the outcomes hold; empty when it decides alone
     */
    public record OpenQuestion(
            String fact,
            @Nullable String step,
            String question,
            Map<String, Outcome> outcomes,
            Map<String, String> assuming) {}

    public record Reduction(List<Change> changes, Outcome outcome) {}

    /**
     * One thing to do differently, as a fact and in words.
     *
     * @param says null for an answer that comes with another change
     */
    public record Change(
            String fact,
            @Nullable String step,
            Answer from,
            Answer to,
            @Nullable String says) {}

    /**
     * An answer as a declaration carries it.
     *
     * @param values none when it was not stated
     * @param many whether the fact takes a list
     */
    public record Answer(List<String> values, boolean many) {}

    /** The canonical form: the same assessment gives the same bytes. */
    public byte[] json() {
        return AssessmentJson.write(this);
    }
}
