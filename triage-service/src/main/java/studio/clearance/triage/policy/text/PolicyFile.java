package studio.clearance.triage.policy.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.policy.text.ClauseEntry.DisplacementEntry;
import studio.clearance.triage.policy.text.ClauseEntry.ExceptionEntry;
import studio.clearance.triage.policy.text.ClauseEntry.LimbEntry;
import studio.clearance.triage.policy.text.ClauseEntry.Mark;
import studio.clearance.triage.vocabulary.Vocabulary;
import studio.clearance.triage.yaml.TextProblems;
import studio.clearance.triage.yaml.YamlNode;

/** Reads a policy from its YAML. What it says is checked elsewhere; here only that it is written as a policy is. */
public final class PolicyFile {
    private static final Set<String> TOP = Set.of(
            "policy",
            "version",
            "title",
            "vocabulary",
            "scope",
            "ordinary_use",
            "terms",
            "contradictions",
            "guidance",
            "requirements");
    private static final Set<String> CLAUSE = Set.of(
            "id",
            "background",
            "heading",
            "cites",
            "says",
            "matrix",
            "row",
            "only_if_certain",
            "always",
            "when",
            "demand",
            "unless",
            "limbs",
            "displaces",
            "cases");
    private static final Set<String> LIMB = Set.of("when", "demand", "unless");
    private static final Set<String> EXCEPTION = Set.of("when", "leaves", "by", "says");
    private static final Set<String> DISPLACEMENT = Set.of("clauses", "where", "leaves", "if_unsure", "says");
    private static final Set<String> TERM = Set.of("says", "means");
    private static final Set<String> CONTRADICTION = Set.of("facts", "when", "says");
    private static final Set<String> REQUIREMENT = Set.of("id", "says", "rests_on", "when");

    private final TextProblems problems;
    private final CaseReader cases;

    private PolicyFile(Vocabulary vocabulary, TextProblems problems) {
        this.problems = problems;
        this.cases = new CaseReader(vocabulary);
    }

    /** The policy, as far as it could be read; what is wrong with it is put on record. Null when it is no YAML at all. */
    public static @Nullable PolicyText read(String yaml, Vocabulary vocabulary, TextProblems problems) {
        YamlNode root = YamlNode.parse(yaml, problems);
        return root == null ? null : new PolicyFile(vocabulary, problems).policy(root, vocabulary);
    }

    private PolicyText policy(YamlNode root, Vocabulary vocabulary) {
        Map<String, YamlNode> top = root.members(TOP);
        String written = text(root, top, "vocabulary");
        if (!written.equals(vocabulary.id())) {
            root.problem(
                    "written against the vocabulary \"" + written + "\", but \"" + vocabulary.id() + "\" is in use");
        }
        YamlNode ordinary = top.get("ordinary_use");
        if (ordinary != null) {
            cases.ordinaryUse(ordinary);
        }
        var clauses = new ArrayList<ClauseEntry>();
        var seen = new HashSet<String>();
        for (YamlNode section : list(root, top, "guidance")) {
            Map<String, YamlNode> members = section.members(Set.of("section", "clauses"));
            String title = text(section, members, "section");
            for (YamlNode item : list(section, members, "clauses")) {
                ClauseEntry clause = clause(item, title);
                clauses.add(clause);
                if (!seen.add(clause.id())) {
                    item.problem("there is a clause " + clause.id() + " already");
                }
            }
        }
        YamlNode scope = top.get("scope");
        return new PolicyText(
                text(root, top, "policy"),
                text(root, top, "version"),
                text(root, top, "title"),
                scope == null ? null : expression(scope),
                terms(top.get("terms")),
                contradictions(top.get("contradictions")),
                List.copyOf(clauses),
                list(root, top, "requirements").stream().map(this::requirement).toList());
    }

    private List<TermEntry> terms(@Nullable YamlNode given) {
        var terms = new ArrayList<TermEntry>();
        if (given != null) {
            given.members().forEach((name, node) -> {
                if (!name.matches("[a-z][a-z0-9_]*")) {
                    node.problem("name a term in lower-case letters, digits and underscores");
                }
                Map<String, YamlNode> members = node.members(TERM);
                terms.add(new TermEntry(
                        name, text(node, members, "says"), expression(node, members, "means"), node.line()));
            });
        }
        return List.copyOf(terms);
    }

    private List<ContradictionEntry> contradictions(@Nullable YamlNode given) {
        if (given == null) {
            return List.of();
        }
        return given.items().stream()
                .map(node -> {
                    Map<String, YamlNode> members = node.members(CONTRADICTION);
                    return new ContradictionEntry(
                            texts(members.get("facts")),
                            text(node, members, "says"),
                            expression(node, members, "when"),
                            node.line());
                })
                .toList();
    }

    private ClauseEntry clause(YamlNode node, String section) {
        Map<String, YamlNode> members = node.members(CLAUSE);
        String id = text(node, members, "id");
        String citation = members.containsKey("cites") ? text(node, members, "cites") : "";
        if (citation.isEmpty()) {
            node.problem(id + " lacks its citation: say under \"cites\" where the guidance has it");
        }
        boolean background = isTrue(members.get("background"));
        YamlNode row = members.get("row");
        List<CaseEntry> worked = members.containsKey("cases")
                ? list(node, members, "cases").stream().map(cases::read).toList()
                : List.of();
        if (!background && worked.isEmpty()) {
            node.problem(id + " has no worked case");
        }
        return new ClauseEntry(
                id,
                !background,
                section,
                text(node, members, "heading"),
                citation,
                text(node, members, "says"),
                members.containsKey("matrix") ? choice(node, members, "matrix", Mark.class, Mark.ALLOWED) : null,
                row == null ? null : expression(row),
                isTrue(members.get("only_if_certain")),
                background ? List.of() : limbs(node, members, id),
                displacements(members.get("displaces")),
                worked,
                node.line());
    }

    private List<LimbEntry> limbs(YamlNode node, Map<String, YamlNode> members, String id) {
        YamlNode several = members.get("limbs");
        if (several != null) {
            return several.items().stream()
                    .map(item -> limb(item, item.members(LIMB), false))
                    .toList();
        }
        boolean always = isTrue(members.get("always"));
        if (!always && !members.containsKey("when")) {
            node.problem(id + " does not say when it applies");
        }
        return List.of(limb(node, members, always));
    }

    private LimbEntry limb(YamlNode node, Map<String, YamlNode> members, boolean always) {
        YamlNode unless = members.get("unless");
        return new LimbEntry(
                always || !members.containsKey("when") ? null : expression(node, members, "when"),
                choice(node, members, "demand", Demand.class, Demand.NONE),
                unless == null
                        ? List.of()
                        : unless.items().stream().map(this::exception).toList(),
                node.line());
    }

    private ExceptionEntry exception(YamlNode node) {
        Map<String, YamlNode> members = node.members(EXCEPTION);
        YamlNode by = members.get("by");
        return new ExceptionEntry(
                expression(node, members, "when"),
                members.containsKey("leaves")
                        ? choice(node, members, "leaves", Demand.class, Demand.NONE)
                        : Demand.NONE,
                by == null ? null : by.text(),
                text(node, members, "says"),
                node.line());
    }

    private List<DisplacementEntry> displacements(@Nullable YamlNode given) {
        if (given == null) {
            return List.of();
        }
        return given.items().stream()
                .map(node -> {
                    Map<String, YamlNode> members = node.members(DISPLACEMENT);
                    String unsure = text(node, members, "if_unsure");
                    if (!unsure.equals("contact") && !unsure.equals("stays")) {
                        node.problem(
                                "if_unsure is \"contact\" (the contact looks) or \"stays\" (nothing is displaced)");
                    }
                    return new DisplacementEntry(
                            texts(members.get("clauses")),
                            expression(node, members, "where"),
                            choice(node, members, "leaves", Demand.class, Demand.NONE),
                            unsure.equals("contact"),
                            text(node, members, "says"),
                            node.line());
                })
                .toList();
    }

    private RequirementEntry requirement(YamlNode node) {
        Map<String, YamlNode> members = node.members(REQUIREMENT);
        return new RequirementEntry(
                text(node, members, "id"),
                text(node, members, "says"),
                texts(members.get("rests_on")),
                expression(node, members, "when"),
                node.line());
    }

    private Expression expression(YamlNode node, Map<String, YamlNode> members, String name) {
        YamlNode value = members.get(name);
        if (value == null) {
            problems.add(node.line(), "\"" + name + "\" is missing");
            return new Expression("false", node.line());
        }
        return expression(value);
    }

    private static Expression expression(YamlNode node) {
        return new Expression(node.text(), node.textLine());
    }

    private String text(YamlNode node, Map<String, YamlNode> members, String name) {
        YamlNode value = members.get(name);
        if (value == null) {
            problems.add(node.line(), "\"" + name + "\" is missing");
            return "";
        }
        return value.text();
    }

    private List<YamlNode> list(YamlNode node, Map<String, YamlNode> members, String name) {
        YamlNode value = members.get(name);
        if (value == null || !value.isList()) {
            problems.add(value == null ? node.line() : value.line(), "a list is expected under \"" + name + "\"");
            return List.of();
        }
        return value.items();
    }

    private <E extends Enum<E>> E choice(
            YamlNode node, Map<String, YamlNode> members, String name, Class<E> type, E otherwise) {
        String given = text(node, members, name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(given.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        if (!given.isEmpty()) {
            node.problem("\"" + given + "\" is no choice for " + name);
        }
        return otherwise;
    }

    private static List<String> texts(@Nullable YamlNode node) {
        return node == null ? List.of() : node.texts();
    }

    private static boolean isTrue(@Nullable YamlNode node) {
        return node != null && node.text().equals("true");
    }
}
