package studio.clearance.triage.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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

/** Use cases whose outcome a lawyer settled. What they name of clauses, requirements and matrix rows is what an answer must have at least. */
public final class Examples {

    private Examples() {}

    public static Stream<JsonNode> all() {
        return read("use-cases.jsonl");
    }

    /** Settled from the guidance alone, without a look at the policy: they name every requirement and every row, and what does not apply. */
    public static Stream<JsonNode> further() {
        return read("further-use-cases.jsonl");
    }

    private static Stream<JsonNode> read(String file) {
        try (var in = Objects.requireNonNull(Examples.class.getResourceAsStream("/examples/" + file));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(Guidance::json).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void comesOutAsSettled(JsonNode useCase, JsonNode assessment) {
        JsonNode expected = useCase.get("expected");
        var softly = new SoftAssertions();
        softly.assertThat(assessment.get("outcome")).isEqualTo(expected.get("outcome"));
        softly.assertThat(ids(assessment.get("clauses"))).containsAll(texts(expected.get("clauses")));
        softly.assertThat(ids(assessment.get("requirements"))).containsAll(texts(expected.get("requirements")));
        softly.assertThat(texts(assessment.get("matrixRows"))).containsAll(texts(expected.get("matrix_rows")));
        softly.assertAll();
    }

    static void comesOutExactlyAsSettled(JsonNode useCase, JsonNode assessment) {
        JsonNode expected = useCase.get("expected");
        List<String> clauses = ids(assessment.get("clauses"));
        var softly = new SoftAssertions();
        softly.assertThat(assessment.get("outcome")).isEqualTo(expected.get("outcome"));
        softly.assertThat(clauses).containsAll(texts(expected.get("clauses")));
        softly.assertThat(clauses)
                .filteredOn(texts(expected.path("without"))::contains)
                .isEmpty();
        softly.assertThat(ids(assessment.get("requirements")))
                .containsExactlyInAnyOrderElementsOf(texts(expected.get("requirements")));
        softly.assertThat(texts(assessment.get("matrixRows")))
                .containsExactlyInAnyOrderElementsOf(texts(expected.get("matrix_rows")));
        expected.path("displaced")
                .properties()
                .forEach(displaced -> softly.assertThat(
                                clause(displaced.getKey(), assessment).path("displacedBy"))
                        .as(displaced.getKey() + " is displaced")
                        .isEqualTo(displaced.getValue()));
        texts(expected.path("in_force")).forEach(id -> {
            softly.assertThat(clauses).contains(id);
            softly.assertThat(clause(id, assessment).has("displacedBy"))
                    .as(id + " is displaced")
                    .isFalse();
        });
        texts(expected.path("may_apply"))
                .forEach(id -> softly.assertThat(
                                clause(id, assessment).path("certainty").asText())
                        .as(id)
                        .isEqualTo("may_apply"));
        softly.assertAll();
    }

    private static JsonNode clause(String id, JsonNode assessment) {
        for (JsonNode clause : assessment.get("clauses")) {
            if (clause.get("id").asText().equals(id)) {
                return clause;
            }
        }
        return MissingNode.getInstance();
    }

    /** How much of what lawyers named was found. */
    public static final class Recall {

        private final Found outcomes = new Found();
        private final Found clauses = new Found();
        private final Found requirements = new Found();
        private final Found rows = new Found();

        public void count(JsonNode useCase, JsonNode assessment) {
            JsonNode expected = useCase.get("expected");
            outcomes.count(
                    List.of(expected.get("outcome").asText()),
                    List.of(assessment.get("outcome").asText()));
            clauses.count(texts(expected.get("clauses")), ids(assessment.get("clauses")));
            requirements.count(texts(expected.get("requirements")), ids(assessment.get("requirements")));
            rows.count(texts(expected.get("matrix_rows")), texts(assessment.get("matrixRows")));
        }

        public boolean isComplete() {
            return Stream.of(outcomes, clauses, requirements, rows).allMatch(Found::everything);
        }

        @Override
        public String toString() {
            return "outcomes %s, recall of clauses %s, of requirements %s, of matrix rows %s"
                    .formatted(outcomes, clauses, requirements, rows);
        }
    }

    private static final class Found {
        private int expected;
        private int found;

        void count(List<String> wanted, List<String> given) {
            expected += wanted.size();
            found += (int) wanted.stream().filter(given::contains).count();
        }

        boolean everything() {
            return expected > 0 && found == expected;
        }

        @Override
        public String toString() {
            return found + "/" + expected;
        }
    }

    private static List<String> ids(JsonNode findings) {
        var ids = new ArrayList<String>();
        findings.forEach(finding -> ids.add(finding.path("id").asText()));
        return ids;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
