package studio.clearance.approval.queue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What triage said, in the one form an assessment has. */
public record AssessmentView(
        String outcome,
        List<Clause> clauses,
        List<String> matrixRows,
        List<Requirement> requirements,
        List<Contradiction> contradictions,
        List<OpenQuestion> openQuestions,
        List<Lowering> couldBeLoweredBy,
        Policy policy) {

    public AssessmentView {
        clauses = orEmpty(clauses);
        matrixRows = orEmpty(matrixRows);
        requirements = orEmpty(requirements);
        contradictions = orEmpty(contradictions);
        openQuestions = orEmpty(openQuestions);
        couldBeLoweredBy = orEmpty(couldBeLoweredBy);
    }

    public record Clause(
            String id,
            @Nullable String heading,
            @Nullable String says,
            @Nullable String demand,
            List<FactValue> because,
            @Nullable String certainty,
            @Nullable String displacedBy) {
        public Clause {
            because = orEmpty(because);
        }

        public boolean fired() {
            return displacedBy == null && !"may_apply".equals(certainty);
        }
    }

    public record FactValue(String fact, @Nullable Object value) {}

    public record Requirement(String id, @Nullable String says) {}

    public record Contradiction(
            List<String> facts, @Nullable String says) {
        public Contradiction {
            facts = orEmpty(facts);
        }
    }

    public record OpenQuestion(
            String fact,
            @Nullable String question,
            @Nullable Map<String, String> outcomes) {}

    public record Lowering(List<Change> changes, @Nullable String outcome) {
        public Lowering {
            changes = orEmpty(changes);
        }
    }

    public record Change(
            String fact, @Nullable Object from, @Nullable Object to) {}

    public record Policy(
            @Nullable String id,
            @Nullable String version,
            @Nullable String sha256,
            @Nullable String evaluator) {}

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
