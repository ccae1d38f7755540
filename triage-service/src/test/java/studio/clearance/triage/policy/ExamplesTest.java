package studio.clearance.triage.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Use cases whose outcome a lawyer settled, run through the form the service answers in. */
class ExamplesTest {

    static Stream<JsonNode> useCases() {
        try (var in = Objects.requireNonNull(ExamplesTest.class.getResourceAsStream("/examples/use-cases.jsonl"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(Guidance::json).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void a_use_case_comes_out_as_a_lawyer_would_have_it(JsonNode useCase) {
        JsonNode expected = useCase.get("expected");
        JsonNode assessment = Guidance.assessed(useCase.get("declaration"));

        var softly = new SoftAssertions();
        softly.assertThat(assessment.get("outcome")).isEqualTo(expected.get("outcome"));
        softly.assertThat(ids(assessment.get("clauses"))).containsAll(texts(expected.get("clauses")));
        softly.assertThat(ids(assessment.get("requirements"))).containsAll(texts(expected.get("requirements")));
        softly.assertThat(texts(assessment.get("matrixRows"))).containsAll(texts(expected.get("matrix_rows")));
        softly.assertAll();
    }

    @Test
    void recall_is_complete() {
        var outcomes = new Recall();
        var clauses = new Recall();
        var requirements = new Recall();
        var rows = new Recall();
        useCases().forEach(useCase -> {
            JsonNode expected = useCase.get("expected");
            JsonNode assessment = Guidance.assessed(useCase.get("declaration"));
            outcomes.count(
                    List.of(expected.get("outcome").asText()),
                    List.of(assessment.get("outcome").asText()));
            clauses.count(texts(expected.get("clauses")), ids(assessment.get("clauses")));
            requirements.count(texts(expected.get("requirements")), ids(assessment.get("requirements")));
            rows.count(texts(expected.get("matrix_rows")), texts(assessment.get("matrixRows")));
        });

        System.out.printf(
                "Use cases: outcomes %s, recall of clauses %s, of requirements %s, of matrix rows %s%n",
                outcomes, clauses, requirements, rows);
        assertThat(List.of(outcomes, clauses, requirements, rows)).allMatch(Recall::isComplete);
    }

    private static final class Recall {
        private int expected;
        private int found;

        void count(List<String> wanted, List<String> given) {
            expected += wanted.size();
            found += (int) wanted.stream().filter(given::contains).count();
        }

        boolean isComplete() {
            return found == expected;
        }

        @Override
        public String toString() {
            return found + "/" + expected;
        }
    }

    private static List<String> ids(JsonNode findings) {
        return findings.findValuesAsText("id");
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
