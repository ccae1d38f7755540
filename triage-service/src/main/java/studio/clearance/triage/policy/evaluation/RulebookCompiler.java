package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.ContradictionRule;
import studio.clearance.triage.policy.evaluation.Rulebook.Displacement;
import studio.clearance.triage.policy.evaluation.Rulebook.Limb;
import studio.clearance.triage.policy.evaluation.Rulebook.Requirement;
import studio.clearance.triage.policy.evaluation.Rulebook.Term;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.ClauseEntry.DisplacementEntry;
import studio.clearance.triage.policy.text.ClauseEntry.LimbEntry;
import studio.clearance.triage.policy.text.Expression;
import studio.clearance.triage.policy.text.PolicyText;
import studio.clearance.triage.policy.text.TermEntry;
import studio.clearance.triage.vocabulary.Vocabulary;
import studio.clearance.triage.yaml.TextProblems;

/**
 * Compiles policy texts into rulebooks, putting on record every condition that does not compile. Texts that share their terms can be
 * compiled one after the other; what they have in common is compiled once.
 */
public final class RulebookCompiler {
    private final Vocabulary vocabulary;
    private final TextProblems problems;
    private final Atoms atoms;
    private final CelConditions conditions;
    private final boolean namesCollide;
    private final Map<Expression, Condition> compiled = new LinkedHashMap<>();

    public RulebookCompiler(PolicyText text, Vocabulary vocabulary, TextProblems problems) {
        this.vocabulary = vocabulary;
        this.problems = problems;
        this.atoms =
                new Atoms(vocabulary, text.terms().stream().map(TermEntry::name).toList());
        this.namesCollide = namesCollide(text);
        this.conditions = new CelConditions(atoms, problems);
    }

    /** The rulebook, or null when something in the text does not compile. */
    public @Nullable Rulebook compile(PolicyText text) {
        if (namesCollide) {
            return null; // every condition would fail for it
        }
        for (Expression expression : expressions(text)) {
            if (!compiled.containsKey(expression)) {
                Condition condition = conditions.compile(expression);
                if (condition != null) {
                    compiled.put(expression, condition);
                }
            }
        }
        List<Term> terms = problems.any() ? List.of() : termsInOrder(text);
        if (problems.any()) {
            return null;
        }
        var reach = new Reach(atoms, terms, compiled.values());
        Map<String, List<Displacement>> displacements = displacements(text);
        var clauses = new ArrayList<Clause>();
        var main = new ArrayList<Clause>();
        var floors = new ArrayList<Clause>();
        var remarks = new ArrayList<Clause>();
        for (ClauseEntry entry : text.clauses()) {
            Condition row = entry.row() == null ? null : condition(entry.row());
            var clause = new Clause(
                    entry,
                    clauses.size(),
                    entry.limbs().stream().map(limb -> limb(limb, reach)).toList(),
                    row,
                    row != null && reach.of(row).ofSteps(),
                    displacements.getOrDefault(entry.id(), List.of()));
            clauses.add(clause);
            if (entry.operative()) {
                stage(clause, reach, main, floors, remarks).add(clause);
            }
        }
        return new Rulebook(
                vocabulary,
                atoms,
                text.scope() == null ? null : condition(text.scope()),
                terms,
                text.contradictions().stream()
                        .map(entry ->
                                new ContradictionRule(entry, condition(entry.when()), ofSteps(entry.when(), reach)))
                        .toList(),
                List.copyOf(clauses),
                List.copyOf(main),
                List.copyOf(floors),
                List.copyOf(remarks),
                text.requirements().stream()
                        .map(entry -> new Requirement(entry, condition(entry.when()), ofSteps(entry.when(), reach)))
                        .toList(),
                reach);
    }

    private boolean namesCollide(PolicyText text) {
        boolean collide = false;
        Set<String> seen = new LinkedHashSet<>(atoms.groups().keySet());
        for (TermEntry term : text.terms()) {
            if (!seen.add(term.name())) {
                problems.add(term.line(), "\"" + term.name() + "\" is the name of something else already");
                collide = true;
            }
        }
        return collide;
    }

    private static Set<Expression> expressions(PolicyText text) {
        var all = new LinkedHashSet<Expression>();
        if (text.scope() != null) {
            all.add(text.scope());
        }
        text.terms().forEach(term -> all.add(term.means()));
        text.contradictions().forEach(contradiction -> all.add(contradiction.when()));
        for (ClauseEntry clause : text.clauses()) {
            if (clause.row() != null) {
                all.add(clause.row());
            }
            for (LimbEntry limb : clause.limbs()) {
                if (limb.when() != null) {
                    all.add(limb.when());
                }
                limb.unless().forEach(exception -> all.add(exception.when()));
            }
            clause.displaces().forEach(displacement -> all.add(displacement.where()));
        }
        text.requirements().forEach(requirement -> all.add(requirement.when()));
        return all;
    }

    private Condition condition(Expression expression) {
        Condition condition = compiled.get(expression);
        if (condition == null) {
            throw new IllegalStateException("line " + expression.line() + " was not compiled");
        }
        return condition;
    }

    private boolean ofSteps(Expression expression, Reach reach) {
        return reach.of(condition(expression)).ofSteps();
    }

    private List<Term> termsInOrder(PolicyText text) {
        Map<String, TermEntry> byName = new HashMap<>();
        text.terms().forEach(term -> byName.put(term.name(), term));
        var ordered = new LinkedHashMap<String, Term>();
        for (TermEntry entry : text.terms()) {
            place(entry, byName, ordered, new ArrayList<>());
        }
        return List.copyOf(ordered.values());
    }

    private void place(
            TermEntry entry, Map<String, TermEntry> byName, Map<String, Term> ordered, List<String> underway) {
        if (ordered.containsKey(entry.name())) {
            return;
        }
        if (underway.contains(entry.name())) {
            problems.add(entry.line(), "the term \"" + entry.name() + "\" is explained by itself");
            return;
        }
        underway.add(entry.name());
        Condition means = condition(entry.means());
        for (int atom : means.atoms()) {
            String name = atoms.name(atom);
            TermEntry used =
                    byName.get(name.startsWith(Atoms.UNSETTLED + ".") ? name.substring(name.indexOf('.') + 1) : name);
            if (used != null) {
                place(used, byName, ordered, underway);
            }
        }
        underway.remove(entry.name());
        int atom = atoms.of(entry.name(), null);
        ordered.put(
                entry.name(),
                new Term(entry.name(), ordered.size(), atom, atoms.known(Atoms.UNSETTLED, entry.name()), means));
    }

    private Limb limb(LimbEntry entry, Reach reach) {
        Condition when = entry.when() == null ? null : condition(entry.when());
        boolean perStep = when != null && reach.of(when).ofSteps();
        var exceptions = new ArrayList<Rulebook.Exception>();
        for (ClauseEntry.ExceptionEntry exception : entry.unless()) {
            Condition released = condition(exception.when());
            perStep |= reach.of(released).ofSteps();
            exceptions.add(new Rulebook.Exception(released, exception.leaves(), exception.by()));
        }
        return new Limb(when, entry.demand(), List.copyOf(exceptions), perStep);
    }

    private Map<String, List<Displacement>> displacements(PolicyText text) {
        Map<String, List<Displacement>> ofClause = new HashMap<>();
        for (ClauseEntry clause : text.clauses()) {
            for (DisplacementEntry entry : clause.displaces()) {
                for (String displaced : entry.clauses()) {
                    ofClause.computeIfAbsent(displaced, id -> new ArrayList<>())
                            .add(new Displacement(
                                    clause.id(),
                                    condition(entry.where()),
                                    entry.leaves(),
                                    entry.unsureIsForTheContact()));
                }
            }
        }
        return ofClause;
    }

    /** A clause comes in when what it looks at is settled: the declaration, the outcome so far, or the final outcome. */
    private List<Clause> stage(
            Clause clause, Reach reach, List<Clause> main, List<Clause> floors, List<Clause> remarks) {
        boolean soFar = false;
        boolean outcome = false;
        for (Limb limb : clause.limbs()) {
            if (limb.when() != null) {
                soFar |= reads(limb.when(), Atoms.SO_FAR, reach);
                outcome |= reads(limb.when(), Atoms.OUTCOME, reach);
            }
        }
        return outcome ? remarks : soFar ? floors : main;
    }

    private boolean reads(Condition condition, String variable, Reach reach) {
        return reach.of(condition).atoms().stream().anyMatch(atom -> atoms.isAbout(atom, variable));
    }
}
