package studio.clearance.approval.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision form: what this reviewer may decide now, and what stands in the fields. */
public record DecisionForm(
        String heading,
        @Nullable String onBehalfOf,
        @Nullable String slot,
        int version,
        boolean echoed,
        List<Problem> problems,
        List<Choice> choices,
        boolean grants,
        boolean clears,
        boolean asks,
        boolean escalates,
        boolean denies,
        boolean leads,
        String scope,
        List<Condition> conditions,
        String own,
        String forbidden,
        String until,
        List<Met> met,
        String earliest,
        String note,
        String question,
        List<Tick> facts,
        String by,
        String handover,
        List<Tick> reasons,
        String why) {

    /** @param field the id of the control it stands at */
    public record Problem(String field, String says) {}

    public record Choice(String value, String label, boolean chosen) {}

    public record Condition(String says, boolean chosen) {}

    public record Tick(String value, String label, boolean chosen) {}

    /** How a requirement is met, in the signer's view; it is written into the letter. */
    public record Met(String field, String says, List<Choice> ways) {}

    /** The error at a field; null when there is none. */
    public @Nullable String error(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::says)
                .findFirst()
                .orElse(null);
    }
}
