package studio.clearance.triage.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.vocabulary.Fact.Answer;
import studio.clearance.triage.vocabulary.Fact.InSteps;
import studio.clearance.triage.vocabulary.Fact.PartnerPower;
import studio.clearance.triage.yaml.Suggestion;
import studio.clearance.triage.yaml.TextProblems;
import studio.clearance.triage.yaml.YamlNode;

/** Reads the facts from their file and complains of everything in it that does not hold together. */
final class VocabularyFile {
    private static final Set<String> TOP = Set.of("vocabulary", "version", "title", "groups", "facts");
    private static final Set<String> FACT = Set.of(
            "id",
            "group",
            "question",
            "help",
            "answer",
            "unsure",
            "values",
            "core",
            "default",
            "asked",
            "in_steps",
            "safest_first",
            "feeds",
            "partner",
            "changes");
    private static final Set<String> CHANGE = Set.of("from", "to", "drop", "add", "brings", "unless", "says");
    private static final Set<String> ASKED = Set.of("fact", "in", "other_than", "all", "any");

    private final TextProblems problems = new TextProblems();
    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private String id = "";
    private String version = "";
    private String title = "";

    private VocabularyFile() {}

    static Vocabulary read(String yaml) {
        var file = new VocabularyFile();
        YamlNode root = YamlNode.parse(yaml, file.problems);
        if (root != null) {
            file.read(root);
        }
        if (file.problems.any()) {
            throw new VocabularyRefused(file.problems.inOrder());
        }
        return new Vocabulary(file.id, file.version, file.title, file.groups, file.facts, yaml);
    }

    private void read(YamlNode root) {
        Map<String, YamlNode> top = root.members(TOP);
        id = text(root, top, "vocabulary");
        version = text(root, top, "version");
        title = text(root, top, "title");
        required(root, top, "groups").members().forEach((group, name) -> groups.put(group, name.text()));
        List<YamlNode> items = required(root, top, "facts").items();
        for (YamlNode item : items) {
            Fact fact = fact(item);
            if (facts.put(fact.id(), fact) != null) {
                item.problem("the fact \"" + fact.id() + "\" is there twice");
            }
        }
        for (YamlNode item : items) {
            Map<String, YamlNode> members = item.members();
            YamlNode changes = members.get("changes");
            if (changes != null) {
                facts.computeIfPresent(text(item, members, "id"), (fact, read) -> withChanges(read, changes));
            }
        }
    }

    private Fact fact(YamlNode node) {
        Map<String, YamlNode> members = node.members(FACT);
        String group = text(node, members, "group");
        if (!groups.containsKey(group)) {
            node.problem("there is no group \"" + group + "\"" + Suggestion.didYouMean(group, groups.keySet()));
        }
        Answer answer = choice(node, members, "answer", Answer.class, null);
        Map<String, String> values = values(members, answer);
        boolean steps = answer == Answer.STEPS;
        return new Fact(
                text(node, members, "id"),
                group,
                text(node, members, "question"),
                text(node, members, "help"),
                answer,
                values,
                !steps && !isFalse(members.get("unsure")),
                isTrue(members.get("core")),
                members.containsKey("default")
                        ? required(node, members, "default").text()
                        : null,
                members.containsKey("asked") ? asked(required(node, members, "asked")) : AskCondition.ALWAYS,
                choice(node, members, "in_steps", InSteps.class, InSteps.NO),
                steps ? Map.of() : risk(required(node, members, "safest_first"), values),
                members.containsKey("feeds") ? required(node, members, "feeds").texts() : List.of(),
                choice(node, members, "partner", PartnerPower.class, null),
                List.of());
    }

    private static Map<String, String> values(Map<String, YamlNode> members, Answer answer) {
        var values = new LinkedHashMap<String, String>();
        if (answer == Answer.YES_NO) {
            values.put("yes", "Yes");
            values.put("no", "No");
        }
        YamlNode given = members.get("values");
        if (given != null) {
            given.members().forEach((value, label) -> values.put(value, label.text()));
        }
        return values;
    }

    /** Steps of two, so that "unsure" fits in just above the safest; what is not listed is as risky as the last. */
    private Map<String, Integer> risk(YamlNode node, Map<String, String> values) {
        var risk = new LinkedHashMap<String, Integer>();
        int rank = 0;
        for (YamlNode alike : node.items()) {
            for (YamlNode value : alike.items()) {
                if (!values.containsKey(value.text())) {
                    value.problem("there is no such answer" + Suggestion.didYouMean(value.text(), values.keySet()));
                }
                risk.put(value.text(), rank);
            }
            rank += 2;
        }
        for (String value : values.keySet()) {
            risk.putIfAbsent(value, rank);
        }
        return risk;
    }

    private AskCondition asked(YamlNode node) {
        Map<String, YamlNode> members = node.members(ASKED);
        YamlNode all = members.get("all");
        if (all != null) {
            return new AskCondition.All(all.items().stream().map(this::asked).toList());
        }
        YamlNode any = members.get("any");
        if (any != null) {
            return new AskCondition.Any(any.items().stream().map(this::asked).toList());
        }
        String about = text(node, members, "fact");
        boolean in = members.containsKey("in");
        List<String> values = required(node, members, in ? "in" : "other_than").texts();
        Fact known = facts.get(about);
        if (known == null) {
            node.problem(
                    "there is no fact \"" + about + "\" above this one" + Suggestion.didYouMean(about, facts.keySet()));
        } else {
            for (String value : values) {
                if (!known.allowed().contains(value)) {
                    node.problem("\"" + value + "\" is no answer to " + about
                            + Suggestion.didYouMean(value, known.allowed()));
                }
            }
        }
        return in ? new AskCondition.In(about, values) : new AskCondition.OtherThan(about, values);
    }

    /** Read once all facts are known, since what is sensible to change may depend on facts further down. */
    private Fact withChanges(Fact fact, YamlNode given) {
        var changes = new ArrayList<PossibleChange>();
        for (YamlNode item : given.items()) {
            Map<String, YamlNode> members = item.members(CHANGE);
            boolean drops = members.containsKey("drop");
            var brings = new LinkedHashMap<String, List<String>>();
            YamlNode brought = members.get("brings");
            if (brought != null) {
                brought.members().forEach((other, value) -> brings.put(other, value.texts()));
            }
            YamlNode unless = members.get("unless");
            changes.add(new PossibleChange(
                    required(item, members, drops ? "drop" : "from").texts(),
                    text(item, members, drops ? "add" : "to"),
                    drops,
                    brings,
                    unless == null ? null : asked(unless),
                    text(item, members, "says")));
        }
        return fact.withChanges(changes);
    }

    private <E extends Enum<E>> E choice(
            YamlNode node, Map<String, YamlNode> members, String name, Class<E> type, @Nullable E otherwise) {
        if (otherwise != null && !members.containsKey(name)) {
            return otherwise;
        }
        String given = text(node, members, name).toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(given)) {
                return constant;
            }
        }
        node.problem("\"" + given.toLowerCase(Locale.ROOT) + "\" is no choice for " + name);
        return type.getEnumConstants()[0];
    }

    private static String text(YamlNode node, Map<String, YamlNode> members, String name) {
        return required(node, members, name).text();
    }

    private static YamlNode required(YamlNode node, Map<String, YamlNode> members, String name) {
        YamlNode value = members.get(name);
        if (value == null) {
            node.problem("\"" + name + "\" is missing");
            return node;
        }
        return value;
    }

    private static boolean isTrue(@Nullable YamlNode node) {
        return node != null && node.text().equals("true");
    }

    private static boolean isFalse(@Nullable YamlNode node) {
        return node != null && node.text().equals("false");
    }
}
