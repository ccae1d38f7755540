package studio.clearance.triage.policy.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.text.CaseEntry.Firing;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Vocabulary;
import studio.clearance.triage.yaml.YamlNode;

/**
 * Reads worked cases. A case says only what sets it apart: it starts from the policy's ordinary use, changes what stands under
 * {@code given} and leaves out what stands under {@code unstated}; or it starts from nothing when it says so.
 */
final class CaseReader {
    private static final Set<String> CASE = Set.of(
            "name",
            "given",
            "unstated",
            "from_nothing",
            "outcome",
            "fires",
            "may_apply",
            "displaced",
            "without",
            "requires");

    private static final String STEPS = "steps";

    private final Vocabulary vocabulary;
    private ObjectNode ordinary = JsonNodeFactory.instance.objectNode();

    CaseReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void ordinaryUse(YamlNode node) {
        if (json(node) instanceof ObjectNode declaration) {
            ordinary = declaration;
        }
        understood(node, ordinary);
    }

    CaseEntry read(YamlNode node) {
        Map<String, YamlNode> members = node.members(CASE);
        ObjectNode declaration =
                members.containsKey("from_nothing") ? JsonNodeFactory.instance.objectNode() : ordinary.deepCopy();
        YamlNode given = members.get("given");
        if (given != null && json(given) instanceof ObjectNode changed) {
            declaration.setAll(changed);
        }
        declaration.remove(texts(members.get("unstated")));
        YamlNode name = members.get("name");
        return new CaseEntry(
                name == null ? "" : name.text(),
                understood(given == null ? node : given, declaration),
                outcome(node, members.get("outcome")),
                firings(members.get("fires")),
                texts(members.get("may_apply")),
                texts(members.get("displaced")),
                texts(members.get("without")),
                texts(members.get("requires")),
                node.line());
    }

    private Declaration understood(YamlNode node, ObjectNode declaration) {
        loneAnswersAsLists(declaration);
        declaration.path(STEPS).forEach(this::loneAnswersAsLists);
        return switch (vocabulary.read(declaration)) {
            case DeclarationReading.Understood understood -> understood.declaration();
            case DeclarationReading.Refused refused -> {
                refused.violations()
                        .forEach(violation -> node.problem("in a case, at " + violation.pointer() + ": "
                                + violation.detail()
                                + (violation.suggestion() == null
                                        ? ""
                                        : " Did you mean \"" + violation.suggestion() + "\"?")));
                yield new Declaration(Map.of(), List.of());
            }
        };
    }

    /** Spares the author the brackets around a single answer. */
    private void loneAnswersAsLists(JsonNode answers) {
        for (Fact fact : vocabulary.facts()) {
            JsonNode answer = answers.path(fact.id());
            if (fact.takesMany() && answer.isTextual()) {
                ((ObjectNode) answers).putArray(fact.id()).add(answer);
            }
        }
    }

    private static Outcome outcome(YamlNode node, @Nullable YamlNode given) {
        for (Outcome outcome : Outcome.values()) {
            if (given != null && given.text().equals(outcome.name())) {
                return outcome;
            }
        }
        node.problem("a case says its outcome: CLEARED_NOTIFY, CONTACT_REVIEW or ESCALATE");
        return Outcome.ESCALATE;
    }

    /** "P1", or "P1 as JUDGE" where it matters what the clause asks for. */
    private static List<Firing> firings(@Nullable YamlNode node) {
        var firings = new ArrayList<Firing>();
        for (YamlNode item : node == null ? List.<YamlNode>of() : node.items()) {
            String[] parts = item.text().split(" as ", -1);
            Demand demand = null;
            for (Demand each : Demand.values()) {
                demand = parts.length == 2 && each.name().equals(parts[1]) ? each : demand;
            }
            if (parts.length == 2 && demand == null) {
                item.problem("\"" + parts[1] + "\" is no demand");
            }
            firings.add(new Firing(parts[0], demand));
        }
        return firings;
    }

    private static List<String> texts(@Nullable YamlNode node) {
        return node == null ? List.of() : node.texts();
    }

    private static JsonNode json(YamlNode node) {
        if (node.isText()) {
            return JsonNodeFactory.instance.textNode(node.text());
        }
        if (node.isList()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.items().forEach(item -> array.add(json(item)));
            return array;
        }
        var object = JsonNodeFactory.instance.objectNode();
        node.members().forEach((name, value) -> object.set(name, json(value)));
        return object;
    }
}
