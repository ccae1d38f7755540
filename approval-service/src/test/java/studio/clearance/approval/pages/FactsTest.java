package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {

    /** Triage owns the vocabulary and publishes it here. */
    private static final Path VOCABULARY = Path.of("../triage-service/src/main/contracts/vocabulary.schema.json");

    private final Facts facts = Samples.FACTS;

    @Test
    void every_fact_and_every_answer_of_the_vocabulary_has_words() throws IOException {
        List<String> wordless = new ArrayList<>();
        JsonNode schema = Samples.JSON.readTree(VOCABULARY.toFile());
        schema.path("properties").properties().forEach(fact -> check(fact.getKey(), fact.getValue(), wordless));

        assertThat(wordless).isEmpty();
    }

    private void check(String id, JsonNode form, List<String> wordless) {
        if (!facts.knows(id)) {
            wordless.add(id);
        }
        JsonNode items = form.path("items");
        items.path("properties").properties().forEach(inner -> check(inner.getKey(), inner.getValue(), wordless));
        JsonNode answers = form.has("enum") ? form.path("enum") : items.path("enum");
        answers.forEach(answer -> {
            if (!facts.hasWordsFor(id, answer.asText())) {
                wordless.add(id + "=" + answer.asText());
            }
        });
    }

    @Test
    void several_answers_read_as_one_phrase() {
        assertThat(facts.says("makes", List.of("final_sound", "talent_enhancement")))
                .isEqualTo("Final sound, a change to a performer");
    }

    @Test
    void a_fact_inside_a_step_names_the_step() {
        assertThat(facts.shortly("steps[1].talent_work")).isEqualTo("step 2, done to a performer");
        assertThat(Facts.anchor("steps[1].talent_work")).isEqualTo("fact-step-2-talent_work");
    }

    @Test
    void an_unknown_fact_is_shown_by_its_name() {
        assertThat(facts.asks("mood_of_the_room")).isEqualTo("Mood of the room");
        assertThat(facts.says("mood_of_the_room", "quite_calm")).isEqualTo("Quite calm");
    }

    @Test
    void an_answer_that_was_not_given_says_so() {
        assertThat(facts.says("consent", null)).isEqualTo("Not stated");
    }

    @Test
    void a_step_is_called_by_its_name() {
        assertThat(facts.says("steps", List.of(Map.of("name", "Denoise"), Map.of("name", "Clone"))))
                .isEqualTo("Denoise, clone");
    }
}
