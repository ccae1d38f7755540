package studio.clearance.triage.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Declaration.Step;
import studio.clearance.triage.domain.Violation;
import studio.clearance.triage.yaml.Suggestion;

/** Reads one declaration, complaining of everything in it that the vocabulary does not know. */
final class DeclarationReader {
    private static final String NAME = "name";
    /** Nobody mends more at a time; whoever sends thousands has not sent a declaration. */
    private static final int MOST_VIOLATIONS = 100;

    private static final int LONGEST_QUOTE = 60;

    private final Map<String, Fact> facts;
    private final Map<String, Fact> factsOfSteps;
    private final List<Violation> violations = new ArrayList<>();

    DeclarationReader(Map<String, Fact> facts, Map<String, Fact> factsOfSteps) {
        this.facts = facts;
        this.factsOfSteps = factsOfSteps;
    }

    DeclarationReading read(JsonNode declaration) {
        if (!declaration.isObject()) {
            violation("", "A declaration is a JSON object of facts and answers.");
            return new DeclarationReading.Refused(violations);
        }
        var answers = new LinkedHashMap<String, List<String>>();
        var steps = new ArrayList<Step>();
        for (Map.Entry<String, JsonNode> member : declaration.properties()) {
            if (hasEnough()) {
                break;
            }
            String pointer = "/" + escaped(member.getKey());
            Fact fact = facts.get(member.getKey());
            if (fact == null) {
                unknown(pointer, member.getKey(), facts.keySet(), "a fact of the vocabulary");
            } else if (fact.isSteps()) {
                steps.addAll(steps(pointer, member.getValue()));
            } else {
                put(answers, fact, pointer, member.getValue());
            }
        }
        return violations.isEmpty()
                ? new DeclarationReading.Understood(new Declaration(answers, steps))
                : new DeclarationReading.Refused(List.copyOf(violations));
    }

    private List<Step> steps(String pointer, JsonNode given) {
        if (!given.isArray()) {
            violation(pointer, "Steps are a list, each with a name and the facts that hold in it.");
            return List.of();
        }
        if (given.size() > VocabularySchema.MOST_STEPS) {
            violation(pointer, "No more than " + VocabularySchema.MOST_STEPS + " steps are read.");
            return List.of();
        }
        var steps = new ArrayList<Step>();
        for (int i = 0; i < given.size(); i++) {
            steps.add(step(pointer + "/" + i, given.get(i)));
        }
        return steps;
    }

    private Step step(String pointer, JsonNode given) {
        var answers = new LinkedHashMap<String, List<String>>();
        if (!given.isObject()) {
            violation(pointer, "A step is a JSON object with a name and the facts that hold in it.");
            return new Step("", answers);
        }
        JsonNode name = given.path(NAME);
        if (!name.isTextual() || name.textValue().isBlank()) {
            violation(pointer + "/" + NAME, "Give the step a name, so that an answer can point at it.");
        } else if (name.textValue().length() > VocabularySchema.LONGEST_NAME) {
            violation(pointer + "/" + NAME, "A name has at most " + VocabularySchema.LONGEST_NAME + " characters.");
        }
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (member.getKey().equals(NAME)) {
                continue;
            }
            if (hasEnough()) {
                break;
            }
            String at = pointer + "/" + escaped(member.getKey());
            Fact fact = factsOfSteps.get(member.getKey());
            if (fact == null && facts.containsKey(member.getKey())) {
                violation(at, quoted(member.getKey()) + " is said once, of the whole use, and not of a step.");
            } else if (fact == null) {
                unknown(at, member.getKey(), factsOfSteps.keySet(), "a fact of a step");
            } else {
                put(answers, fact, at, member.getValue());
            }
        }
        return new Step(name.asText(), answers);
    }

    private void put(Map<String, List<String>> answers, Fact fact, String pointer, JsonNode given) {
        if (given.isArray() != fact.takesMany()) {
            violation(
                    pointer,
                    fact.takesMany() ? "Several answers may be given: send a list." : "Give one answer, not a list.");
            return;
        }
        var values = new ArrayList<String>();
        if (fact.takesMany()) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < given.size() && !hasEnough(); i++) {
                value(values, fact, pointer + "/" + i, given.get(i));
                if (!seen.add(given.get(i).toString())) {
                    violation(pointer + "/" + i, "This answer is given twice.");
                }
            }
        } else {
            value(values, fact, pointer, given);
        }
        if (!values.isEmpty()) {
            answers.put(fact.id(), List.copyOf(values)); // an empty list says nothing
        }
    }

    private void value(List<String> values, Fact fact, String pointer, JsonNode given) {
        if (!given.isTextual()) {
            String meant = given.isBoolean() ? given.booleanValue() ? "yes" : "no" : "";
            violations.add(new Violation(
                    pointer,
                    "An answer is a text; one of " + listed(fact.allowed()) + ".",
                    fact.allows(meant) ? meant : null));
        } else if (!fact.allows(given.textValue())) {
            violations.add(new Violation(
                    pointer,
                    quoted(given.textValue()) + " is no answer to " + fact.id() + "; the answers are "
                            + listed(fact.allowed()) + ".",
                    Suggestion.nearest(given.textValue(), fact.allowed())));
        } else {
            values.add(given.textValue());
        }
    }

    private void unknown(String pointer, String name, Set<String> known, String what) {
        violations.add(new Violation(pointer, quoted(name) + " is not " + what + ".", Suggestion.nearest(name, known)));
    }

    /** Whether so much is wrong that the rest is not looked at. */
    private boolean hasEnough() {
        return violations.size() >= MOST_VIOLATIONS;
    }

    private void violation(String pointer, String detail) {
        violations.add(new Violation(pointer, detail, null));
    }

    private static String listed(List<String> values) {
        return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(", "));
    }

    /** What was sent, shortened: an answer repeats no more of it than it takes to find it. */
    private static String quoted(String sent) {
        int end = sent.length() > LONGEST_QUOTE ? sent.offsetByCodePoints(0, LONGEST_QUOTE / 2) : sent.length();
        return "\"" + sent.substring(0, end) + (end < sent.length() ? "…" : "") + "\"";
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
