package studio.clearance.triage.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;

/** A declaration to try answers on, and what triage says to it. */
public record PlaygroundView(
        Page page,
        String version,
        List<String> versions,
        List<ExampleGroup> examples,
        List<Group> groups,
        Result result) {

    /** The worked examples of a section of the policy, to start from. */
    public record ExampleGroup(String title, List<Option> examples) {}

    public record Group(String id, String title, List<Question> questions) {}

    /**
     * @param many whether several answers may be given
     * @param asked a question that does not apply now is not shown, and its answers do not count
     */
    public record Question(
            String fact,
            String question,
            String help,
            boolean many,
            boolean conditional,
            boolean asked,
            List<Option> options) {}

    public record Option(String value, String label, boolean chosen) {}

    /** @param says what happens next */
    public record Result(
            String outcome,
            String says,
            List<Clause> clauses,
            List<String> requirements,
            List<String> contradictions,
            List<Open> open,
            List<Lower> lower,
            List<Section> board) {}

    public record Clause(
            String id,
            String href,
            String heading,
            String state,
            String because,
            @Nullable String displacedBy) {}

    public record Open(String question, String fact, List<String> outcomes) {}

    /** A section of the policy with its clauses as lamps. */
    public record Section(String title, List<Lamp> lamps) {}

    /**
     * @param state lit, maybe, displaced, or off
     * @param says the same in words
     */
    public record Lamp(String id, String href, String heading, String state, String says) {}

    public record Lower(List<String> changes, String outcome) {}
}
