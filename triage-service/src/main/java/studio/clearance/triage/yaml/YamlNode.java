package studio.clearance.triage.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A piece of a YAML text and where it stands. What is not of the expected form is put on record and read as empty, so that one
 * mistake does not hide the next. Aliases are refused: they serve no reader and can blow a text up.
 */
public final class YamlNode {
    private static final int LARGEST_TEXT = 1_000_000;

    private final Node node;
    private final TextProblems problems;

    private YamlNode(Node node, TextProblems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** The root of the text, or null with the reason put on record. */
    public static @Nullable YamlNode parse(String text, TextProblems problems) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(true); // found and reported with the rest
        options.setCodePointLimit(LARGEST_TEXT);
        var yaml = new Yaml(new SafeConstructor(options));
        try {
            for (Event event : yaml.parse(new StringReader(text))) {
                if (event instanceof AliasEvent alias) {
                    problems.add(alias.getStartMark().getLine() + 1, "write it out: anchors and aliases are not read");
                    return null;
                }
            }
            Node root = yaml.compose(new StringReader(text));
            if (root == null) {
                problems.add(1, "the text is empty");
                return null;
            }
            return new YamlNode(root, problems);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "not readable as YAML: " + e.getProblem());
            return null;
        } catch (YAMLException e) {
            problems.add(1, "not readable as YAML: " + e.getMessage());
            return null;
        }
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    public void problem(String reason) {
        problems.add(line(), reason);
    }

    public boolean isText() {
        return node instanceof ScalarNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The text of a scalar, without surrounding white space. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        problem("expected a text here");
        return "";
    }

    /** Line of the first line of the text itself: a folded or literal block starts on the line after its indicator. */
    public int textLine() {
        boolean block = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.FOLDED
                        || scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.LITERAL);
        return block ? line() + 1 : line();
    }

    /** The items of a list; a lone item counts as a list of one. */
    public List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new YamlNode(item, problems))
                    .toList();
        }
        return List.of(this);
    }

    /** The texts of a list; a lone text counts as a list of one. */
    public List<String> texts() {
        var texts = new ArrayList<String>();
        for (YamlNode item : items()) {
            texts.add(item.text());
        }
        return List.copyOf(texts);
    }

    /** The members of a map in their order. */
    public Map<String, YamlNode> members() {
        var members = new LinkedHashMap<String, YamlNode>();
        if (!(node instanceof MappingNode mapping)) {
            problem("expected a map of names and values here");
            return members;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            var key = new YamlNode(tuple.getKeyNode(), problems);
            if (members.put(key.text(), new YamlNode(tuple.getValueNode(), problems)) != null) {
                key.problem("\"" + key.text() + "\" is given twice");
            }
        }
        return members;
    }

    /** The members of a map, complaining of those that are not among the given names. */
    public Map<String, YamlNode> members(Set<String> known) {
        var members = members();
        members.forEach((name, value) -> {
            if (!known.contains(name)) {
                value.problem("\"" + name + "\" is not read here" + Suggestion.didYouMean(name, known));
            }
        });
        return members;
    }
}
