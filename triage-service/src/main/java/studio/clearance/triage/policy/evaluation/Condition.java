package studio.clearance.triage.policy.evaluation;

import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.PartialVars;
import dev.cel.runtime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.clearance.triage.policy.text.Expression;

/** A compiled condition. Facts that are open are CEL unknowns, so that it comes out unknown exactly when they decide. */
public final class Condition {
    /** Two bits each must fit into a long. */
    static final int MOST_ATOMS = 31;

    private final Expression source;
    private final Program program;
    private final Atoms names;
    private final int[] atoms;
    private final TruthCache cache = new TruthCache();

    Condition(Expression source, Program program, Atoms names, int[] atoms) {
        this.source = source;
        this.program = program;
        this.names = names;
        this.atoms = atoms;
    }

    public Expression source() {
        return source;
    }

    /** The atoms it reads itself, in the order of the text. */
    int[] atoms() {
        return atoms;
    }

    /** What it comes to on a board whose terms are settled. */
    Truth on(byte[] board) {
        long key = 0;
        for (int i = 0; i < atoms.length; i++) {
            key |= (long) board[atoms[i]] << (2 * i);
        }
        Truth remembered = cache.get(key);
        if (remembered != null) {
            return remembered;
        }
        Truth value = evaluate(board);
        cache.put(key, value);
        return value;
    }

    /** What CEL makes of it, with nothing remembered. */
    Truth evaluate(byte[] board) {
        var variables = new HashMap<String, Object>();
        var unknowns = new ArrayList<CelAttributePattern>();
        for (int atom : atoms) {
            String name = names.name(atom);
            int dot = name.indexOf('.');
            if (dot < 0) {
                variables.put(name, board[atom] == Atoms.YES);
            } else {
                @SuppressWarnings("unchecked") // put there by the line itself
                var fields = (Map<String, Boolean>)
                        variables.computeIfAbsent(name.substring(0, dot), variable -> new HashMap<String, Boolean>());
                fields.put(name.substring(dot + 1), board[atom] == Atoms.YES);
            }
            if (board[atom] == Atoms.UNKNOWN) {
                unknowns.add(CelAttributePattern.fromQualifiedIdentifier(name));
            }
        }
        try {
            Object value = program.eval(PartialVars.of(variables, unknowns.toArray(CelAttributePattern[]::new)));
            return value instanceof CelUnknownSet unknown
                    ? Truth.unknown(atomsOf(unknown))
                    : Truth.of(Boolean.TRUE.equals(value));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("line " + source.line() + ": " + source.cel(), e);
        }
    }

    private int[] atomsOf(CelUnknownSet unknown) {
        List<String> open =
                unknown.attributes().stream().map(CelAttribute::toString).toList();
        var found = new ArrayList<Integer>();
        for (int atom : atoms) {
            if (open.contains(names.name(atom))) {
                found.add(atom);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
