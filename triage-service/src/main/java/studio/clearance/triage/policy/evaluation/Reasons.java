package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.evaluation.Reach.Extent;
import studio.clearance.triage.policy.evaluation.Rulebook.ContradictionRule;
import studio.clearance.triage.policy.evaluation.Rulebook.Displacement;
import studio.clearance.triage.policy.evaluation.Rulebook.Term;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Fact.InSteps;

/**
 * Finds the answers a hit rests on: one fact after the other is forgotten, and those without which the condition would no longer
 * come out as it did are the reasons. What remains is a smallest set that alone gives the same result.
 */
public final class Reasons {
    private final Rulebook book;
    private final Atoms atoms;
    private final BoardMaker maker;
    private final int coreOpen;
    private final int stepOpen;
    private final int contradicts;
    private final int[] ofTheWhole;

    public Reasons(Rulebook book, Evaluator evaluator) {
        this.book = book;
        this.atoms = book.atoms();
        this.maker = evaluator.maker();
        this.coreOpen = atoms.known(Atoms.DECLARATION, "core_open");
        this.stepOpen = atoms.known(Atoms.DECLARATION, "step_open");
        this.contradicts = atoms.known(Atoms.DECLARATION, "contradicts_itself");
        this.ofTheWhole = Atoms.OF_DECLARATION.stream()
                .mapToInt(field -> atoms.known(Atoms.DECLARATION, field))
                .toArray();
    }

    /** A fact and one answer to it, and the step that answers. */
    public record Reason(
            String fact, String value, @Nullable String step) {}

    public List<Reason> of(Hit hit, Evaluation evaluation) {
        Boards boards = evaluation.boards();
        byte[] board = boards.at(hit.step());
        Set<Reason> reasons = new LinkedHashSet<>();
        Condition when = hit.limb().when();
        if (when != null) {
            explain(when, board, hit.step(), evaluation, reasons);
        }
        boolean released = hit.demand() != hit.limb().demand();
        for (Rulebook.Exception exception : hit.limb().unless()) {
            boolean holds = exception.when().on(board) == Truth.TRUE;
            if (released ? holds && exception.leaves() == hit.demand() : !holds) {
                explain(exception.when(), board, hit.step(), evaluation, reasons);
            }
        }
        Displacement standing = hit.displacedBy();
        if (standing != null) {
            explain(standing.where(), board, hit.step(), evaluation, reasons);
        } else if (!hit.certain() && (when == null || when.on(board) == Truth.TRUE)) {
            for (Displacement displacement : hit.clause().displacements()) {
                if (displacement.where().on(board).isUnknown()) {
                    explain(displacement.where(), board, hit.step(), evaluation, reasons);
                }
            }
        }
        return List.copyOf(reasons);
    }

    /** Whether the hit rests on something a step of a pipeline says. */
    public boolean restsOnAStep(Hit hit, Evaluation evaluation) {
        return of(hit, evaluation).stream().anyMatch(reason -> reason.step() != null);
    }

    private void explain(Condition condition, byte[] board, int step, Evaluation evaluation, Set<Reason> reasons) {
        Truth wanted = condition.on(board);
        Extent extent = book.reach().of(condition);
        ofTheWhole(condition, wanted, board, evaluation, reasons);
        if (wanted.isUnknown()) {
            for (int fact : openFacts(wanted, board)) {
                put(fact, board, step, evaluation.situation(), extent, reasons);
            }
            return;
        }
        byte[] trial = board.clone();
        forgetTheWhole(trial, condition, wanted, extent);
        List<Term> unsettled = forgetUnsettled(trial, condition, wanted, extent);
        var needed = new ArrayList<Integer>();
        for (int i = extent.facts().length - 1; i >= 0; i--) {
            int fact = extent.facts()[i];
            forget(trial, fact);
            settle(trial, extent);
            if (!condition.on(trial).sameAs(wanted)) {
                restore(trial, board, fact);
                needed.addFirst(fact);
            }
        }
        for (int fact : needed) {
            put(fact, board, step, evaluation.situation(), extent, reasons);
        }
        for (Term term : unsettled) {
            for (int fact : openFacts(term.means().on(board), board)) {
                put(fact, board, step, evaluation.situation(), extent, reasons);
            }
        }
    }

    /** An answer is a better reason than the shape of the declaration: this goes first, where it can. */
    private void forgetTheWhole(byte[] trial, Condition condition, Truth wanted, Extent extent) {
        for (int atom : ofTheWhole) {
            if (extent.atoms().get(atom)) {
                byte state = trial[atom];
                trial[atom] = Atoms.UNKNOWN;
                settle(trial, extent);
                if (!condition.on(trial).sameAs(wanted)) {
                    trial[atom] = state;
                }
            }
        }
    }

    /** Terms follow the facts; whether they are unsettled stays as it was, or forgetting would itself unsettle them. */
    private static void settle(byte[] trial, Extent extent) {
        for (Term term : extent.terms()) {
            trial[term.atom()] = term.means().on(trial).asState();
        }
    }

    /**
     * Terms of which the condition needs that they are unsettled. What is certain is the better reason: where that alone would do,
     * this is forgotten first.
     */
    private static List<Term> forgetUnsettled(byte[] trial, Condition condition, Truth wanted, Extent extent) {
        var needed = new ArrayList<Term>();
        for (Term term : extent.terms().reversed()) {
            int atom = term.unsettledAtom();
            if (trial[atom] == Atoms.YES && extent.atoms().get(atom)) {
                trial[atom] = Atoms.UNKNOWN;
                if (!condition.on(trial).sameAs(wanted)) {
                    trial[atom] = Atoms.YES;
                    needed.add(term);
                }
            }
        }
        return needed;
    }

    /** Facts that make something true of the declaration as a whole, where the condition hangs on that. */
    private void ofTheWhole(
            Condition condition, Truth wanted, byte[] board, Evaluation evaluation, Set<Reason> reasons) {
        Extent extent = book.reach().of(condition);
        for (int atom : new int[] {coreOpen, stepOpen, contradicts}) {
            if (board[atom] != Atoms.YES || !extent.atoms().get(atom)) {
                continue;
            }
            byte[] trial = board.clone();
            trial[atom] = Atoms.UNKNOWN;
            settle(trial, extent);
            if (condition.on(trial).sameAs(wanted)) {
                continue;
            }
            if (atom == contradicts) {
                for (ContradictionRule rule : evaluation.contradictions()) {
                    explain(rule.when(), board, Boards.WHOLE, evaluation, reasons);
                }
            } else {
                List<OpenFact> open =
                        atom == coreOpen ? maker.openCore(evaluation.boards()) : maker.openInSteps(evaluation.boards());
                open.forEach(each -> reasons.add(unanswered(each.fact(), each.step(), evaluation.situation())));
            }
        }
    }

    private Set<Integer> openFacts(Truth unknown, byte[] board) {
        Set<Integer> facts = new LinkedHashSet<>();
        for (int atom : unknown.openAtoms()) {
            int fact = atoms.factOf(atom);
            if (fact >= 0) {
                facts.add(fact);
            } else {
                int term = atoms.termOf(atom);
                if (term >= 0) {
                    facts.addAll(openFacts(termNamed(atoms.terms().get(term)).on(board), board));
                }
            }
        }
        return facts;
    }

    private Condition termNamed(String name) {
        for (Term term : book.terms()) {
            if (term.name().equals(name)) {
                return term.means();
            }
        }
        throw new IllegalArgumentException(name);
    }

    private void forget(byte[] board, int fact) {
        Arrays.fill(board, atoms.firstAtomOf(fact), atoms.statedAtomOf(fact) + 1, Atoms.UNKNOWN);
    }

    private void restore(byte[] board, byte[] from, int fact) {
        int first = atoms.firstAtomOf(fact);
        System.arraycopy(from, first, board, first, atoms.statedAtomOf(fact) + 1 - first);
    }

    private void put(int fact, byte[] board, int step, Situation situation, Extent extent, Set<Reason> reasons) {
        Fact known = atoms.fact(fact);
        boolean open = maker.isOpen(board, fact);
        var said = new ArrayList<String>();
        var telling = new ArrayList<String>();
        int atom = atoms.firstAtomOf(fact);
        for (String value : known.values().keySet()) {
            if (board[atom] == Atoms.YES) {
                said.add(value);
                if (extent.atoms().get(atom)) {
                    telling.add(value);
                }
            }
            atom++;
        }
        if (open && telling.isEmpty()) {
            reasons.add(unanswered(fact, step, situation));
        } else {
            for (String value : telling.isEmpty() ? said : telling) {
                reasons.add(new Reason(known.id(), value, stepSaying(value, fact, step, situation)));
            }
        }
    }

    private Reason unanswered(int fact, int step, Situation situation) {
        int at = BoardMaker.holder(situation, step, fact);
        String value = situation.stated(at, fact) == 0 ? Fact.NOT_STATED : Fact.UNSURE;
        boolean ofSteps = atoms.fact(fact).inSteps() != InSteps.NO;
        return new Reason(atoms.fact(fact).id(), value, ofSteps ? situation.stepName(step) : null);
    }

    /** The step that gives this answer; null when the use as a whole does. */
    private @Nullable String stepSaying(String value, int fact, int step, Situation situation) {
        return switch (atoms.fact(fact).inSteps()) {
            case NO -> null;
            case OWN -> situation.stepName(BoardMaker.holder(situation, step, fact));
            case GATHERED -> {
                for (int each = 0; each < situation.stepCount(); each++) {
                    if (situation.answers(each, fact).contains(value)) {
                        yield situation.stepName(each);
                    }
                }
                yield null;
            }
        };
    }
}
