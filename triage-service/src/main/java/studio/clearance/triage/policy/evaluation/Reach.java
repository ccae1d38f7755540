package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.clearance.triage.policy.evaluation.Rulebook.Term;
import studio.clearance.triage.vocabulary.Fact;

/** What a condition reads, directly and through the terms it uses. */
public final class Reach {
    private final Atoms atoms;
    private final List<Term> inOrder;
    private final Map<Integer, Term> terms = new HashMap<>();
    private final Map<Condition, Extent> extents = new IdentityHashMap<>();

    /**
     * @param facts in the order the text mentions them
     * @param terms in an order in which they can be settled
     * @param atoms of facts, of the declaration as a whole, and of terms asked whether they are unsettled
     */
    record Extent(int[] facts, List<Term> terms, BitSet atoms, boolean ofSteps) {
        boolean readsFact(int fact) {
            for (int read : facts) {
                if (read == fact) {
                    return true;
                }
            }
            return false;
        }
    }

    Reach(Atoms atoms, List<Term> inOrder, Iterable<Condition> conditions) {
        this.atoms = atoms;
        this.inOrder = inOrder;
        for (Term term : inOrder) {
            terms.put(term.atom(), term);
            terms.put(term.unsettledAtom(), term);
        }
        for (Condition condition : conditions) {
            extents.put(condition, extentOf(condition));
        }
    }

    Extent of(Condition condition) {
        Extent extent = extents.get(condition);
        if (extent == null) {
            throw new IllegalArgumentException(condition.source().cel());
        }
        return extent;
    }

    Set<Condition> conditions() {
        return extents.keySet();
    }

    /** The terms several conditions use, in an order in which they can be settled. */
    List<Term> termsOf(List<Condition> conditions) {
        var used = new LinkedHashSet<Term>();
        conditions.forEach(condition -> used.addAll(of(condition).terms()));
        return inOrder.stream().filter(used::contains).toList();
    }

    private Extent extentOf(Condition condition) {
        var facts = new LinkedHashSet<Integer>();
        var used = new LinkedHashSet<Term>();
        var read = new BitSet();
        gather(condition, facts, used, read);
        boolean ofSteps = facts.stream().anyMatch(fact -> atoms.fact(fact).inSteps() == Fact.InSteps.OWN);
        List<Term> settled = new ArrayList<>();
        for (Term term : inOrder) {
            if (used.contains(term)) {
                settled.add(term);
            }
        }
        return new Extent(facts.stream().mapToInt(Integer::intValue).toArray(), settled, read, ofSteps);
    }

    private void gather(Condition condition, Set<Integer> facts, Set<Term> used, BitSet read) {
        for (int atom : condition.atoms()) {
            Term term = terms.get(atom);
            if (term != null) {
                if (atom == term.unsettledAtom()) {
                    read.set(atom);
                }
                if (used.add(term)) {
                    gather(term.means(), facts, used, read);
                }
            } else {
                read.set(atom);
                if (atoms.factOf(atom) >= 0) {
                    facts.add(atoms.factOf(atom));
                }
            }
        }
    }
}
