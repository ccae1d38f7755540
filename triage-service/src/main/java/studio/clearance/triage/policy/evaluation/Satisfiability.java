package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.evaluation.Rulebook.Term;

/**
 * Finds out whether any declaration at all makes conditions come out as wanted. It starts from knowing nothing, asks the conditions
 * which atom they hang on, tries both answers to it, and keeps to what a fact allows: of one choice, only one. When the search grows
 * out of hand the answer is yes, since a policy is refused only for what is certain.
 */
final class Satisfiability {
    private static final int MOST_BOARDS = 4_000;

    private final Atoms atoms;
    private final Reach reach;
    private List<Term> terms = List.of();
    private int boards;

    Satisfiability(Atoms atoms, Reach reach) {
        this.atoms = atoms;
        this.reach = reach;
    }

    /** A condition and the value it should come to. */
    record Wanted(Condition condition, boolean value) {}

    boolean possible(Wanted... wanted) {
        byte[] board = new byte[atoms.size()];
        Arrays.fill(board, Atoms.UNKNOWN);
        boards = 0;
        terms = reach.termsOf(List.of(wanted).stream().map(Wanted::condition).toList());
        return possible(board, List.of(wanted));
    }

    private boolean possible(byte[] board, List<Wanted> wanted) {
        if (++boards > MOST_BOARDS) {
            return true;
        }
        for (Term term : terms) {
            byte state = term.means().evaluate(board).asState();
            board[term.atom()] = state;
            if (state != Atoms.UNKNOWN) {
                board[term.unsettledAtom()] = Atoms.NO;
            }
        }
        int undecided = -1;
        for (Wanted each : wanted) {
            Truth value = each.condition().evaluate(board);
            if (value.isUnknown()) {
                undecided = undecided < 0 ? firstFree(value, board) : undecided;
            } else if ((value == Truth.TRUE) != each.value()) {
                return false;
            }
        }
        if (undecided < 0) {
            return true;
        }
        return possible(assumed(board, undecided, Atoms.YES), wanted)
                || possible(assumed(board, undecided, Atoms.NO), wanted);
    }

    /** An atom that can be chosen freely and on which the value hangs, looking through terms. */
    private int firstFree(Truth unknown, byte[] board) {
        for (int atom : unknown.openAtoms()) {
            Term term = termOf(atom);
            if (term == null || atom == term.unsettledAtom()) {
                return atom;
            }
            return firstFree(term.means().evaluate(board), board);
        }
        throw new IllegalStateException("an unknown value hangs on nothing");
    }

    private @Nullable Term termOf(int atom) {
        for (Term term : terms) {
            if (term.atom() == atom || term.unsettledAtom() == atom) {
                return term;
            }
        }
        return null;
    }

    private byte[] assumed(byte[] board, int atom, byte state) {
        byte[] next = board.clone();
        int fact = atoms.factOf(atom);
        var exclusive = new ArrayList<Integer>();
        if (fact >= 0
                && state == Atoms.YES
                && atom < atoms.openAtomOf(fact)
                && !atoms.fact(fact).takesMany()) {
            for (int other = atoms.firstAtomOf(fact); other <= atoms.openAtomOf(fact); other++) {
                exclusive.add(other);
            }
        }
        exclusive.forEach(other -> next[other] = Atoms.NO);
        next[atom] = state;
        return next;
    }
}
