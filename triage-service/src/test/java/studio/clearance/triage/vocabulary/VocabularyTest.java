package studio.clearance.triage.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Violation;

class VocabularyTest {

    private static final Path PUBLISHED = Path.of("src/main/contracts/vocabulary.schema.json");
    private static final Vocabulary VOCABULARY = Vocabulary.builtIn();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_published_schema_is_the_vocabulary() throws IOException {
        assertThat(new String(VOCABULARY.schema()))
                .as("write Vocabulary.builtIn().schema() to %s if the change is meant", PUBLISHED)
                .isEqualTo(Files.readString(PUBLISHED));
    }

    @Test
    void every_fact_has_a_question_help_and_a_reader() {
        assertThat(VOCABULARY.facts()).hasSize(39).allSatisfy(fact -> {
            assertThat(fact.question()).endsWith("?");
            assertThat(fact.help()).isNotBlank();
            assertThat(fact.feeds()).isNotEmpty();
            assertThat(VOCABULARY.groups()).containsKey(fact.group());
        });
    }

    @Test
    void the_core_is_what_is_always_asked() {
        Set<String> core =
                VOCABULARY.facts().stream().filter(Fact::core).map(Fact::id).collect(Collectors.toSet());
        assertThat(core)
                .containsExactlyInAnyOrder(
                        "uses_genai",
                        "makes",
                        "stated_use",
                        "in_final",
                        "central_to_story",
                        "inputs",
                        "personal_data",
                        "prompt_references",
                        "tool_environment",
                        "tool_keeps_or_trains",
                        "trains_model",
                        "resembles_third_party",
                        "shows_real_person",
                        "could_be_taken_as_real",
                        "talent_work",
                        "replaces_union_work",
                        "workflow");
        assertThat(VOCABULARY.facts()).filteredOn(Fact::core).allMatch(fact -> fact.asked() == AskCondition.ALWAYS);
    }

    @Test
    void what_a_partner_can_change_is_written_out_and_what_it_cannot_is_not() {
        assertThat(VOCABULARY.facts()).allSatisfy(fact -> {
            if (fact.partner() == Fact.PartnerPower.NEITHER) {
                assertThat(fact.changes()).as(fact.id()).isEmpty();
            }
            fact.changes().forEach(change -> {
                assertThat(fact.allowed()).as(fact.id()).contains(change.to());
                change.from().stream()
                        .filter(from -> !from.equals(Fact.NOT_STATED))
                        .forEach(
                                from -> assertThat(fact.allowed()).as(fact.id()).contains(from));
                change.brings().forEach((other, values) -> {
                    Fact brought = VOCABULARY.fact(other);
                    assertThat(brought).as(other).isNotNull();
                    assertThat(brought.allowed()).containsAll(values);
                });
            });
        });
        assertThat(VOCABULARY.fact("shows_real_person").changes()).isEmpty();
        assertThat(VOCABULARY.fact("resembles_third_party").changes()).isEmpty();
    }

    @Test
    void a_declaration_is_read_with_its_steps() {
        Declaration declaration = understood("""
                {"makes": ["temp_sound"], "in_final": "no", "inputs": [],
                 "steps": [{"name": "clean", "talent_work": ["alteration", "unsure"]}]}""");
        assertThat(declaration.answers()).containsOnlyKeys("makes", "in_final");
        assertThat(declaration.answers()).containsEntry("makes", List.of("temp_sound"));
        assertThat(declaration.steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("clean");
            assertThat(step.answers()).containsEntry("talent_work", List.of("alteration", "unsure"));
        });
    }

    @Test
    void every_slip_is_named_with_its_place_and_what_was_meant() {
        assertThat(refused("""
                {"in_finale": "yes", "stated_use": "temporery", "makes": "temp_sound", "inputs": ["own_words", "own_words", 3],
                 "in_final": ["no"], "makes/x": "y",
                 "steps": [{"tool_environment": "studio_enterprise"}, {"name": "x", "consent": "none"}, 7]}"""))
                .extracting(Violation::pointer, Violation::suggestion)
                .containsExactly(
                        tuple("/in_finale", "in_final"),
                        tuple("/stated_use", "temporary"),
                        tuple("/makes", null),
                        tuple("/inputs/1", null),
                        tuple("/inputs/2", null),
                        tuple("/in_final", null),
                        tuple("/makes~1x", "makes"),
                        tuple("/steps/0/name", null),
                        tuple("/steps/1/consent", null),
                        tuple("/steps/2", null));
        assertThat(refused("[]")).singleElement().extracting(Violation::pointer).isEqualTo("");
        assertThat(refused("{\"makes\": [\"unsure\"]}"))
                .singleElement()
                .extracting(Violation::pointer)
                .isEqualTo("/makes/0");
    }

    @Test
    void what_is_far_from_every_name_gets_no_suggestion_and_habits_of_writing_do() {
        assertThat(refused("""
                {"inFinal": "no", "IN-FINAL": "no", "in_f\u0456nal": "no", "zzz": "no", "stated_use": "\uD83D\uDE00",
                 "personal_data": true, "trains_model": null, "central_to_story": "NO", "resembles_third_party": 0,
                 "steps": [{"name": "mix", "in_final": "yes", "tool_enviroment": "consumer"}]}"""))
                .extracting(Violation::pointer, Violation::suggestion)
                .containsExactly(
                        tuple("/inFinal", "in_final"),
                        tuple("/IN-FINAL", "in_final"),
                        tuple("/in_f\u0456nal", "in_final"),
                        tuple("/zzz", null),
                        tuple("/stated_use", null),
                        tuple("/personal_data", "yes"),
                        tuple("/trains_model", null),
                        tuple("/central_to_story", "no"),
                        tuple("/resembles_third_party", null),
                        tuple("/steps/0/in_final", null),
                        tuple("/steps/0/tool_enviroment", "tool_environment"));
    }

    @Test
    void however_much_is_wrong_the_answer_stays_short() {
        var names = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            names.append("\"in_final").append(i).append("\": \"no\", ");
        }
        String values = "\"final\", ".repeat(10_000);
        String steps = "{\"name\": \"again\"}, ".repeat(10_000);
        String word = "word ".repeat(10_000);
        assertThat(refused(names + "\"makes\": []}")).hasSize(100);
        assertThat(refused("{\"makes\": [" + values + "\"admin\"]}")).hasSizeBetween(100, 101);
        assertThat(refused("{\"steps\": [" + steps + "{\"name\": \"last\"}]}"))
                .singleElement()
                .extracting(Violation::pointer)
                .isEqualTo("/steps");
        assertThat(refused("{\"stated_use\": \"" + word + "\"}"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.detail())
                        .startsWith("\"word word")
                        .contains("…\" is no answer to stated_use")
                        .hasSizeLessThan(200));
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    @Test
    void the_schema_and_the_reader_refuse_the_same() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(VOCABULARY.schema()));
        for (String text : List.of(
                "{}",
                "{\"in_final\": \"unsure\", \"steps\": [{\"name\": \"a\", \"inputs\": [\"own_words\"]}]}",
                "{\"in_final\": \"maybe\"}",
                "{\"in_finale\": \"yes\"}",
                "{\"makes\": [\"unsure\"]}",
                "{\"makes\": [\"admin\", \"admin\"]}",
                "{\"guild_terms_met\": \"not_applicable\"}",
                "{\"steps\": [{\"inputs\": [\"own_words\"]}]}",
                "{\"steps\": [{\"name\": \"\"}]}",
                "{\"steps\": [{\"name\": \"a\", \"consent\": \"none\"}]}")) {
            JsonNode declaration = JSON.readTree(text);
            boolean valid = schema.validate(declaration).isEmpty();
            assertThat(VOCABULARY.read(declaration) instanceof DeclarationReading.Understood)
                    .as(text)
                    .isEqualTo(valid);
        }
    }

    @Test
    void a_question_is_asked_when_its_condition_holds() {
        assertThat(asked("prominence", "in_final", "unsure")).isTrue();
        assertThat(asked("prominence", "in_final", "no")).isFalse();
        assertThat(asked("terms_checked", "tool_environment", "studio_enterprise"))
                .isFalse();
        assertThat(asked("human_makes_final", "prominence", "prominent")).isTrue();
        assertThat(asked("consent", "talent_work", "none")).isFalse();
        assertThat(asked("all_parties_consent", "model_reach", "unsure")).isTrue();
    }

    private static boolean asked(String fact, String about, String answer) {
        return VOCABULARY.fact(fact).asked().holds(id -> id.equals(about) ? List.of(answer) : List.of());
    }

    @Test
    void a_vocabulary_that_does_not_hold_together_is_refused_with_its_lines() {
        assertThatExceptionOfType(VocabularyRefused.class)
                .isThrownBy(() -> Vocabulary.load("""
                        vocabulary: v
                        version: "1"
                        title: V
                        groups: {use: Use}
                        facts:
                          - id: a
                            group: us
                            question: A?
                            help: a
                            answer: yes_no
                            safest_first: ["no", "jes"]
                            partner: neither
                            asked: {fact: b, in: ["yes"]}
                        """))
                .withMessageContainingAll(
                        "line 6: there is no group \"us\"; did you mean \"use\"?",
                        "line 11: there is no such answer; did you mean \"yes\"?",
                        "line 13: there is no fact \"b\" above this one");
    }

    private static Declaration understood(String text) {
        return switch (read(text)) {
            case DeclarationReading.Understood understood -> understood.declaration();
            case DeclarationReading.Refused refused -> throw new AssertionError(refused.violations());
        };
    }

    private static List<Violation> refused(String text) {
        return switch (read(text)) {
            case DeclarationReading.Understood understood -> throw new AssertionError("it was understood");
            case DeclarationReading.Refused refused -> refused.violations();
        };
    }

    private static DeclarationReading read(String text) {
        try {
            return VOCABULARY.read(JSON.readTree(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
