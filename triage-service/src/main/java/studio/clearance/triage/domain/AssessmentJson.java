package studio.clearance.triage.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Assessment.Answer;
import studio.clearance.triage.domain.Assessment.Because;
import studio.clearance.triage.domain.Assessment.Change;
import studio.clearance.triage.domain.Assessment.ClauseFinding;
import studio.clearance.triage.domain.Assessment.Contradiction;
import studio.clearance.triage.domain.Assessment.OpenQuestion;
import studio.clearance.triage.domain.Assessment.Reduction;
import studio.clearance.triage.domain.Assessment.RequirementFinding;

/** Writes an assessment in its one form: fixed order of members, no white space, absent members left out. */
final class AssessmentJson {
    private static final String NOT_STATED = "not_stated";

    private final StringBuilder out = new StringBuilder(4096);

    private AssessmentJson() {}

    static byte[] write(Assessment assessment) {
        var writer = new AssessmentJson();
        writer.assessment(assessment);
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void assessment(Assessment assessment) {
        out.append('{');
        member("outcome", assessment.outcome().name());
        array(",\"clauses\":", assessment.clauses(), this::clause);
        array(",\"matrixRows\":", assessment.matrixRows(), this::text);
        array(",\"requirements\":", assessment.requirements(), this::requirement);
        array(",\"contradictions\":", assessment.contradictions(), this::contradiction);
        array(",\"openQuestions\":", assessment.openQuestions(), this::question);
        array(",\"couldBeLoweredBy\":", assessment.couldBeLoweredBy(), this::reduction);
        out.append(",\"policy\":");
        policy(assessment.policy());
        out.append('}');
    }

    private void clause(ClauseFinding clause) {
        out.append('{');
        member("id", clause.id());
        next("heading", clause.heading());
        next("says", clause.says());
        next("demand", clause.demand().name());
        array(",\"because\":", clause.because(), this::because);
        next("certainty", clause.certainty().code());
        next("displacedBy", clause.displacedBy());
        next("step", clause.step());
        out.append('}');
    }

    private void because(Because because) {
        out.append('{');
        member("fact", because.fact());
        next("value", because.value());
        next("step", because.step());
        out.append('}');
    }

    private void requirement(RequirementFinding requirement) {
        out.append('{');
        member("id", requirement.id());
        next("says", requirement.says());
        out.append('}');
    }

    private void contradiction(Contradiction contradiction) {
        array("{\"facts\":", contradiction.facts(), this::text);
        next("says", contradiction.says());
        out.append('}');
    }

    private void question(OpenQuestion question) {
        out.append('{');
        member("fact", question.fact());
        next("step", question.step());
        next("question", question.question());
        array(
                ",\"outcomes\":{",
                List.copyOf(question.outcomes().entrySet()),
                e -> member(e.getKey(), e.getValue().name()),
                '}');
        if (!question.assuming().isEmpty()) {
            array(
                    ",\"assuming\":{",
                    List.copyOf(question.assuming().entrySet()),
                    e -> member(e.getKey(), e.getValue()),
                    '}');
        }
        out.append('}');
    }

    private void reduction(Reduction reduction) {
        array("{\"changes\":", reduction.changes(), this::change);
        next("outcome", reduction.outcome().name());
        out.append('}');
    }

    private void change(Change change) {
        out.append('{');
        member("fact", change.fact());
        next("step", change.step());
        answer(",\"from\":", change.from());
        answer(",\"to\":", change.to());
        next("says", change.says());
        out.append('}');
    }

    private void answer(String opening, Answer answer) {
        if (answer.many()) {
            array(opening, answer.values(), this::text);
        } else {
            out.append(opening);
            text(answer.values().isEmpty() ? NOT_STATED : answer.values().getFirst());
        }
    }

    private void policy(PolicyIdentity policy) {
        out.append('{');
        member("id", policy.id());
        next("version", policy.version());
        next("sha256", policy.sha256());
        next("evaluator", policy.evaluator());
        out.append('}');
    }

    private <T> void array(String opening, List<T> items, Consumer<T> item) {
        array(opening + '[', items, item, ']');
    }

    private <T> void array(String opening, List<T> items, Consumer<T> item, char closing) {
        out.append(opening);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            item.accept(items.get(i));
        }
        out.append(closing);
    }

    private void next(String name, @Nullable String value) {
        if (value != null) {
            out.append(',');
            member(name, value);
        }
    }

    private void member(String name, String value) {
        text(name);
        out.append(':');
        text(value);
    }

    private void text(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
