package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.Limb;
import studio.clearance.triage.policy.evaluation.Satisfiability.Wanted;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.ClauseEntry.DisplacementEntry;
import studio.clearance.triage.policy.text.Expression;
import studio.clearance.triage.policy.text.PolicyText;
import studio.clearance.triage.policy.text.RequirementEntry;
import studio.clearance.triage.yaml.Suggestion;
import studio.clearance.triage.yaml.TextProblems;

/** Looks for what compiles and still cannot be meant: clauses that never or always apply, and references that lead nowhere. */
public final class RulebookCheck {
    private final PolicyText text;
    private final TextProblems problems;
    private final Set<String> clauses = new HashSet<>();

    private RulebookCheck(PolicyText text, TextProblems problems) {
        this.text = text;
        this.problems = problems;
        text.clauses().forEach(clause -> clauses.add(clause.id()));
    }

    /** What can be said without compiling anything. */
    public static void references(PolicyText text, TextProblems problems) {
        new RulebookCheck(text, problems).references();
    }

    /** What the conditions can and cannot come to. */
    public static void conditions(PolicyText text, Rulebook book, TextProblems problems) {
        var check = new RulebookCheck(text, problems);
        check.stages(book);
        check.effects(book);
    }

    private void references() {
        for (ClauseEntry clause : text.clauses()) {
            for (DisplacementEntry displacement : clause.displaces()) {
                displacement.clauses().forEach(id -> known(id, displacement.line()));
            }
            clause.limbs()
                    .forEach(limb -> limb.unless().forEach(exception -> {
                        if (exception.by() != null) {
                            known(exception.by(), exception.line());
                        }
                    }));
        }
        var seen = new HashSet<String>();
        for (RequirementEntry requirement : text.requirements()) {
            if (!seen.add(requirement.id())) {
                problems.add(requirement.line(), "there is a requirement " + requirement.id() + " already");
            }
            if (requirement.restsOn().isEmpty()) {
                problems.add(requirement.line(), requirement.id() + " rests on no clause");
            }
            requirement.restsOn().forEach(id -> known(id, requirement.line()));
        }
        displacementCycles();
    }

    private void known(String clause, int line) {
        if (!clauses.contains(clause)) {
            problems.add(line, "there is no clause " + clause + Suggestion.didYouMean(clause, clauses));
        }
    }

    private void displacementCycles() {
        Map<String, List<String>> displaced = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (ClauseEntry clause : text.clauses()) {
            clause.displaces()
                    .forEach(displacement -> displaced
                            .computeIfAbsent(clause.id(), id -> new ArrayList<>())
                            .addAll(displacement.clauses()));
            lines.put(clause.id(), clause.line());
        }
        for (String start : displaced.keySet()) {
            if (reaches(start, start, displaced, new HashSet<>())) {
                problems.add(lines.getOrDefault(start, 1), start + " is displaced, in the end, by itself");
            }
        }
    }

    private static boolean reaches(String from, String goal, Map<String, List<String>> edges, Set<String> seen) {
        for (String next : edges.getOrDefault(from, List.of())) {
            if (next.equals(goal) || seen.add(next) && reaches(next, goal, edges, seen)) {
                return true;
            }
        }
        return false;
    }

    /** A condition may look only at what is settled before it. */
    private void stages(Rulebook book) {
        text.terms()
                .forEach(term -> looksAtNone(
                        term.means(), book, Atoms.SO_FAR + ".", Atoms.OUTCOME + ".", CONTRADICTS, STEP_FAILS));
        text.contradictions()
                .forEach(contradiction -> looksAtNone(
                        contradiction.when(), book, Atoms.SO_FAR + ".", Atoms.OUTCOME + ".", CONTRADICTS, STEP_FAILS));
        text.requirements().forEach(requirement -> looksAtNone(requirement.when(), book, Atoms.SO_FAR + "."));
        for (Clause clause : book.clauses()) {
            for (Limb limb : clause.limbs()) {
                if (limb.when() != null) {
                    Expression when = limb.when().source();
                    looksAtNone(when, book, STEP_FAILS);
                    if (book.floors().contains(clause) && limb.demand().compareTo(Demand.JUDGE) > 0) {
                        problems.add(
                                when.line(),
                                clause.id() + " looks at the outcome so far and may ask for JUDGE at most");
                    }
                    if (book.remarks().contains(clause) && limb.demand().compareTo(Demand.NOTIFY) > 0) {
                        problems.add(when.line(), clause.id() + " looks at the outcome and may ask for NOTIFY at most");
                    }
                }
                limb.unless()
                        .forEach(exception -> looksAtNone(
                                exception.when().source(), book, Atoms.SO_FAR + ".", Atoms.OUTCOME + ".", STEP_FAILS));
            }
        }
    }

    private static final String CONTRADICTS = Atoms.DECLARATION + ".contradicts_itself";
    private static final String STEP_FAILS = Atoms.DECLARATION + ".step_fails";

    private void looksAtNone(Expression expression, Rulebook book, String... forbidden) {
        for (Condition condition : book.reach().conditions()) {
            if (!condition.source().equals(expression)) {
                continue;
            }
            for (int atom : condition.atoms()) {
                for (String name : forbidden) {
                    if (book.atoms().name(atom).startsWith(name)) {
                        problems.add(
                                expression.line(),
                                book.atoms().name(atom) + " is not settled yet where this is asked: "
                                        + expression.cel());
                    }
                }
            }
        }
    }

    private void effects(Rulebook book) {
        var satisfiability = new Satisfiability(book.atoms(), book.reach());
        for (Rulebook.Term term : book.terms()) {
            never(satisfiability, term.means(), true, "the term \"" + term.name() + "\" can never be true");
            never(satisfiability, term.means(), false, "the term \"" + term.name() + "\" is always true");
        }
        book.contradictions()
                .forEach(rule -> never(satisfiability, rule.when(), true, "this contradiction can never arise"));
        for (Clause clause : book.clauses()) {
            for (Limb limb : clause.limbs()) {
                effects(clause.id(), limb, satisfiability);
            }
            clause.displacements()
                    .forEach(displacement -> never(
                            satisfiability,
                            displacement.where(),
                            true,
                            displacement.by() + " can never displace " + clause.id()));
        }
        book.requirements()
                .forEach(requirement -> never(
                        satisfiability,
                        requirement.when(),
                        true,
                        "the requirement " + requirement.entry().id() + " can never be listed"));
    }

    private void effects(String clause, Limb limb, Satisfiability satisfiability) {
        if (limb.when() == null) {
            return;
        }
        never(satisfiability, limb.when(), true, clause + " can never fire");
        never(
                satisfiability,
                limb.when(),
                false,
                clause + " would always fire: if that is meant, say \"always: true\"");
        for (Rulebook.Exception exception : limb.unless()) {
            if (!satisfiability.possible(new Wanted(limb.when(), true), new Wanted(exception.when(), true))) {
                problems.add(
                        exception.when().source().line(),
                        "this exception to " + clause + " can never hold where the clause applies");
            }
            if (exception.leaves().compareTo(limb.demand()) >= 0) {
                problems.add(
                        exception.when().source().line(),
                        "this exception to " + clause + " leaves as much as it releases from");
            }
        }
    }

    private void never(Satisfiability satisfiability, Condition condition, boolean value, String complaint) {
        if (!satisfiability.possible(new Wanted(condition, value))) {
            problems.add(
                    condition.source().line(),
                    complaint + ": " + condition.source().cel());
        }
    }
}
