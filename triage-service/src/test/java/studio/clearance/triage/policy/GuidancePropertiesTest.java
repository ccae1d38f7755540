package studio.clearance.triage.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.triage.domain.Outcome.CLEARED_NOTIFY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Assessment.Change;
import studio.clearance.triage.domain.Assessment.OpenQuestion;
import studio.clearance.triage.domain.Assessment.Reduction;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Fact.InSteps;

/** What holds of every declaration, whatever the clauses say. */
@PropertyDefaults(tries = 500)
class GuidancePropertiesTest {

    /** Facts whose "yes" sets something off. */
    private static final List<String> TRIGGERS = List.of(
            "in_final",
            "central_to_story",
            "personal_data",
            "tool_keeps_or_trains",
            "trains_model",
            "resembles_third_party",
            "could_be_taken_as_real",
            "replaces_union_work",
            "harms_dignity");

    @Provide
    Arbitrary<ObjectNode> declarations() {
        return Declarations.any();
    }

    @Provide
    Arbitrary<ObjectNode> settledDeclarations() {
        return Declarations.settled();
    }

    @Provide
    Arbitrary<String> triggers() {
        return Arbitraries.of(TRIGGERS);
    }

    @Provide
    Arbitrary<String> riskyInputs() {
        return Arbitraries.of(
                "studio_released",
                "studio_script",
                "studio_footage_or_audio",
                "studio_images_or_designs",
                "contracts",
                "talent_recordings",
                "third_party_work",
                "unsure");
    }

    @Property
    void unsure_instead_of_no_never_lowers_an_outcome(
            @ForAll("declarations") ObjectNode declaration, @ForAll("triggers") String trigger) {
        Outcome unsure = outcome(declaration.deepCopy().put(trigger, "unsure"));
        Outcome no = outcome(declaration.deepCopy().put(trigger, "no"));
        assertThat(unsure).isGreaterThanOrEqualTo(no);
    }

    @Property
    void yes_to_a_trigger_never_lowers_an_outcome(
            @ForAll("settledDeclarations") ObjectNode declaration, @ForAll("triggers") String trigger) {
        declaration.remove("training_data"); // training data without training is a contradiction, not a no
        Outcome yes = outcome(declaration.deepCopy().put(trigger, "yes"));
        Outcome no = outcome(declaration.deepCopy().put(trigger, "no"));
        assertThat(yes).isGreaterThanOrEqualTo(no);
    }

    @Property
    void a_risky_input_never_lowers_an_outcome(
            @ForAll("declarations") ObjectNode declaration, @ForAll("riskyInputs") String input) {
        Assessment before = Guidance.POLICY.assess(Guidance.declaration(declaration));
        Assume.that(before.contradictions().isEmpty()); // one input more may be what corrects it
        Assume.that(declaration.has("inputs")
                && !declaration.get("inputs").toString().contains("\"" + input + "\""));
        ObjectNode riskier = declaration.deepCopy();
        riskier.withArray("/inputs").add(input);
        assertThat(outcome(riskier)).isGreaterThanOrEqualTo(before.outcome());
    }

    @Property
    void the_order_of_lists_and_steps_changes_nothing(
            @ForAll("declarations") ObjectNode declaration, @ForAll Random random) {
        ObjectNode shuffled = declaration.deepCopy();
        shuffled.forEach(answer -> shuffle(answer, random));
        shuffled.path("steps").forEach(step -> step.forEach(answer -> shuffle(answer, random)));
        assertThat(Guidance.POLICY.assess(Guidance.declaration(shuffled)).json())
                .isEqualTo(Guidance.POLICY
                        .assess(Guidance.declaration(declaration))
                        .json());
    }

    private static void shuffle(JsonNode answer, Random random) {
        if (answer instanceof ArrayNode list) {
            var items = new ArrayList<JsonNode>();
            list.forEach(items::add);
            Collections.shuffle(items, random);
            list.removeAll().addAll(items);
        }
    }

    @Property
    void a_tool_as_the_only_step_of_a_pipeline_decides_the_same(@ForAll("declarations") ObjectNode declaration) {
        ObjectNode single = declaration.deepCopy().put("workflow", "single_tool");
        single.remove("steps");
        ObjectNode pipeline = single.deepCopy().put("workflow", "own_pipeline");
        ObjectNode step = pipeline.putArray("steps").addObject().put("name", "the tool");
        for (Fact fact : Guidance.VOCABULARY.factsOfSteps()) {
            JsonNode answer = pipeline.get(fact.id());
            if (answer != null) {
                step.set(fact.id(), answer);
                if (fact.inSteps() == InSteps.OWN) {
                    pipeline.remove(fact.id());
                }
            }
        }
        assertThat(outcome(pipeline)).isEqualTo(outcome(single));
    }

    @Property
    void nothing_is_cleared_while_a_core_fact_is_open(@ForAll("declarations") ObjectNode declaration) {
        boolean open = false;
        for (Fact fact : Guidance.VOCABULARY.facts()) {
            if (fact.core() && fact.assumed() == null) {
                open |= declaration.has("steps") && fact.inSteps() != InSteps.NO
                        ? isOpenInAStep(fact.id(), declaration)
                        : isOpen(declaration.get(fact.id()));
            }
        }
        if (open) {
            assertThat(outcome(declaration)).isNotEqualTo(CLEARED_NOTIFY);
        }
    }

    private static boolean isOpenInAStep(String fact, ObjectNode declaration) {
        boolean open = false;
        for (JsonNode step : declaration.get("steps")) {
            open |= isOpen(step.has(fact) ? step.get(fact) : declaration.get(fact));
        }
        return open;
    }

    private static boolean isOpen(@Nullable JsonNode answer) {
        return answer == null || answer.toString().contains("\"unsure\"");
    }

    /** The properties would hold of nothing if every declaration came out the same. */
    @Property(tries = 1)
    void the_declarations_tried_come_out_in_every_way() {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        int questions = 0;
        int reductions = 0;
        for (ObjectNode declaration : Declarations.any().list().ofSize(400).sample()) {
            Assessment assessment = Guidance.POLICY.assess(Guidance.declaration(declaration));
            outcomes.merge(assessment.outcome(), 1, Integer::sum);
            questions += assessment.openQuestions().size();
            reductions += assessment.couldBeLoweredBy().size();
        }
        System.out.printf("Random declarations: %s, %d questions, %d ways to lower%n", outcomes, questions, reductions);
        assertThat(outcomes.values()).hasSize(3).allMatch(count -> count >= 20);
        assertThat(questions).isGreaterThan(100);
        assertThat(reductions).isGreaterThan(20);
    }

    @Property
    void the_quick_decision_is_the_full_one(@ForAll("declarations") ObjectNode declaration) {
        assertThat(outcome(declaration))
                .isEqualTo(Guidance.POLICY
                        .assess(Guidance.declaration(declaration))
                        .outcome());
    }

    @Property(tries = 100)
    void the_same_declaration_gives_the_same_bytes(@ForAll("declarations") ObjectNode declaration) {
        byte[] first = Guidance.POLICY.assess(Guidance.declaration(declaration)).json();
        byte[] again = Again.POLICY.assess(Guidance.declaration(declaration)).json();
        assertThat(again).isEqualTo(first);
    }

    /** The same policy, compiled a second time. */
    private static final class Again {
        static final Policy POLICY = Policy.load(Policy.builtInText(), Guidance.VOCABULARY);
    }

    @Property
    void what_could_lower_an_outcome_does_lower_it(@ForAll("declarations") ObjectNode declaration) {
        Assessment assessment = Guidance.POLICY.assess(Guidance.declaration(declaration));
        for (Reduction reduction : assessment.couldBeLoweredBy()) {
            ObjectNode changed = declaration.deepCopy();
            reduction.changes().forEach(change -> apply(change, changed));
            assertThat(reduction.changes()).hasSizeBetween(1, 3);
            assertThat(outcome(changed)).isEqualTo(reduction.outcome()).isLessThan(assessment.outcome());
        }
    }

    private static void apply(Change change, ObjectNode declaration) {
        ObjectNode where = change.step() == null ? declaration : step(change.step(), declaration);
        if (change.to().values().isEmpty()) {
            where.remove(change.fact());
        } else if (change.to().many()) {
            change.to().values().forEach(where.putArray(change.fact())::add);
        } else {
            where.put(change.fact(), change.to().values().getFirst());
        }
    }

    private static ObjectNode step(String name, ObjectNode declaration) {
        for (JsonNode step : declaration.get("steps")) {
            if (step.get("name").asText().equals(name)) {
                return (ObjectNode) step;
            }
        }
        throw new AssertionError(name);
    }

    @Property
    void every_open_question_decides(@ForAll("declarations") ObjectNode declaration) {
        Assessment assessment = Guidance.POLICY.assess(Guidance.declaration(declaration));
        for (OpenQuestion question : assessment.openQuestions()) {
            assertThat(question.outcomes().values()).anyMatch(outcome -> outcome != assessment.outcome());
            question.outcomes().forEach((answer, outcome) -> {
                ObjectNode answered = declaration.deepCopy();
                question.assuming().forEach((fact, value) -> answer(fact, value, answered));
                String fact = question.step() == null ? question.fact() : question.step() + ": " + question.fact();
                answer(fact, answer, answered);
                assertThat(outcome(answered)).isEqualTo(outcome);
            });
        }
    }

    /** Answers "fact" or "step: fact"; in a list the answer takes the place of "unsure". */
    private static void answer(String where, String value, ObjectNode declaration) {
        int colon = where.indexOf(": ");
        ObjectNode into = colon < 0 ? declaration : step(where.substring(0, colon), declaration);
        String fact = colon < 0 ? where : where.substring(colon + 2);
        Fact known = Guidance.VOCABULARY.fact(fact);
        if (known == null || !known.takesMany()) {
            into.put(fact, value);
            return;
        }
        var values = new ArrayList<String>();
        into.path(fact).forEach(given -> values.add(given.asText()));
        values.remove(Fact.UNSURE);
        if (!values.contains(value) && (values.isEmpty() || !value.equals("none"))) {
            values.add(value);
        }
        values.forEach(into.putArray(fact)::add);
    }

    private static Outcome outcome(ObjectNode declaration) {
        return Guidance.POLICY.decide(Guidance.declaration(declaration)).outcome();
    }
}
