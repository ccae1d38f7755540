package studio.clearance.triage.policy.evaluation;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.Limb;

/** Which facts can change what becomes of a limb: those its conditions read, and those that decide whether these are asked. */
public final class Influences {
    private final Rulebook book;
    private final int[][] askedThrough;
    private final Map<Limb, BitSet> facts = new IdentityHashMap<>();

    public Influences(Rulebook book) {
        this.book = book;
        this.askedThrough = new int[book.atoms().facts().size()][];
        for (int f = 0; f < askedThrough.length; f++) {
            askedThrough[f] = book.atoms().fact(f).asked().facts().stream()
                    .mapToInt(book.atoms()::indexOfFact)
                    .toArray();
        }
        for (Clause clause : book.clauses()) {
            for (Limb limb : clause.limbs()) {
                facts.put(limb, ofLimb(clause, limb));
            }
        }
    }

    /** Indexes of the facts that can make a difference to a hit. */
    public BitSet on(Hit hit, Evaluation evaluation) {
        BitSet fixed = facts.getOrDefault(hit.limb(), new BitSet());
        if (!readsTheWhole(hit)) {
            return fixed;
        }
        var all = (BitSet) fixed.clone();
        all.set(0, askedThrough.length); // it looks at whatever is open or contradictory
        return all;
    }

    /** Whether a hit looks at the declaration as a whole, and so at every step of it. */
    public boolean readsTheWhole(Hit hit) {
        Condition when = hit.limb().when();
        return when != null
                && book.reach().of(when).atoms().stream()
                        .anyMatch(atom -> book.atoms().isAbout(atom, Atoms.DECLARATION));
    }

    private BitSet ofLimb(Clause clause, Limb limb) {
        var reached = new BitSet();
        if (limb.when() != null) {
            add(limb.when(), reached);
        }
        limb.unless().forEach(exception -> add(exception.when(), reached));
        clause.displacements().forEach(displacement -> add(displacement.where(), reached));
        for (int f = reached.length() - 1; f >= 0; f--) { // facts are asked in terms of facts before them
            if (reached.get(f)) {
                for (int through : askedThrough[f]) {
                    reached.set(through);
                }
            }
        }
        return reached;
    }

    private void add(Condition condition, BitSet reached) {
        for (int fact : book.reach().of(condition).facts()) {
            reached.set(fact);
        }
    }
}
