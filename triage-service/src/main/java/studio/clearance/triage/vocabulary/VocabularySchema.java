package studio.clearance.triage.vocabulary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import studio.clearance.triage.vocabulary.Fact.Answer;
import studio.clearance.triage.vocabulary.Fact.InSteps;

/**
 * Writes a vocabulary as a JSON Schema, so that a portal can build its form from it and check a declaration before it sends it. What
 * a form needs beyond the schema stands in the annotation {@code x-clearance} of each fact.
 */
final class VocabularySchema {
    /** More steps than any pipeline has; bounds the work of an assessment. */
    static final int MOST_STEPS = 40;

    static final int LONGEST_NAME = 120;
    private static final String ANNOTATION = "x-clearance";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private VocabularySchema() {}

    static byte[] of(Vocabulary vocabulary) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://clearance.studio/schemas/triage/declaration/" + vocabulary.version());
        schema.put("title", vocabulary.title());
        schema.put(
                "description",
                "What a partner says of a proposed use. A fact that is missing was not stated; one that is asked (see"
                        + " x-clearance.asked) and not stated counts as unsure. A condition asks whether the answer to"
                        + " a fact is or contains one of `in`, or something else than `otherThan`; a fact that does not"
                        + " apply makes both false.");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Fact fact : vocabulary.facts()) {
            properties.set(fact.id(), property(fact, vocabulary));
        }
        ObjectNode annotation = schema.putObject(ANNOTATION);
        annotation.put("id", vocabulary.id());
        annotation.put("version", vocabulary.version());
        ArrayNode groups = annotation.putArray("groups");
        vocabulary
                .groups()
                .forEach((group, title) -> groups.addObject().put("id", group).put("title", title));
        try {
            return (new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(schema)
                            + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of plain nodes can always be written
        }
    }

    private static ObjectNode property(Fact fact, Vocabulary vocabulary) {
        ObjectNode property = JSON.objectNode();
        property.put("title", fact.question());
        property.put("description", fact.help());
        if (fact.isSteps()) {
            steps(property, vocabulary);
        } else if (fact.takesMany()) {
            property.put("type", "array");
            texts(property.putObject("items").putArray("enum"), fact.allowed());
            property.put("uniqueItems", true);
        } else {
            texts(property.putArray("enum"), fact.allowed());
        }
        if (fact.assumed() != null) {
            property.put("default", fact.assumed());
        }
        property.set(ANNOTATION, annotation(fact));
        return property;
    }

    private static void steps(ObjectNode property, Vocabulary vocabulary) {
        property.put("type", "array");
        property.put("maxItems", MOST_STEPS);
        ObjectNode step = property.putObject("items");
        step.put("type", "object");
        step.put("additionalProperties", false);
        step.putArray("required").add("name");
        ObjectNode facts = step.putObject("properties");
        facts.putObject("name")
                .put("title", "What is the step called?")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", LONGEST_NAME);
        for (Fact fact : vocabulary.factsOfSteps()) {
            facts.putObject(fact.id()).put("$ref", "#/properties/" + fact.id());
        }
    }

    private static ObjectNode annotation(Fact fact) {
        ObjectNode annotation = JSON.objectNode();
        annotation.put("group", fact.group());
        annotation.put("core", fact.core());
        if (fact.asked() != AskCondition.ALWAYS) {
            annotation.set("asked", condition(fact.asked()));
        }
        if (fact.inSteps() != InSteps.NO) {
            annotation.put("inSteps", fact.inSteps().name().toLowerCase(Locale.ROOT));
        }
        if (fact.answer() != Answer.STEPS) {
            ObjectNode labels = annotation.putObject("labels");
            fact.values().forEach(labels::put);
            if (fact.allowsUnsure()) {
                labels.put(Fact.UNSURE, "Not sure");
            }
        }
        texts(annotation.putArray("feeds"), fact.feeds());
        annotation.put("partner", fact.partner().name().toLowerCase(Locale.ROOT));
        return annotation;
    }

    private static ObjectNode condition(AskCondition condition) {
        ObjectNode node = JSON.objectNode();
        switch (condition) {
            case AskCondition.In in -> texts(node.put("fact", in.fact()).putArray("in"), in.values());
            case AskCondition.OtherThan other ->
                texts(node.put("fact", other.fact()).putArray("otherThan"), other.values());
            case AskCondition.All all -> {
                ArrayNode list = node.putArray("all");
                all.conditions().forEach(each -> list.add(condition(each)));
            }
            case AskCondition.Any any -> {
                ArrayNode list = node.putArray("any");
                any.conditions().forEach(each -> list.add(condition(each)));
            }
        }
        return node;
    }

    private static void texts(ArrayNode node, List<String> texts) {
        texts.forEach(node::add);
    }
}
