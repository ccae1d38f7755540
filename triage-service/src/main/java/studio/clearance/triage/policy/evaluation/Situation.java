package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.vocabulary.Fact;

/**
 * A declaration as numbers: for each fact a set of answers as bits, empty when it was not stated. Steps are in the order of their
 * names, and where two share one in that of their answers, so that the order in which they were listed changes nothing.
 */
public final class Situation {
    static final int UNSURE = 1 << 28;

    private final Atoms atoms;
    private final int[] whole;
    private final String[] stepNames;
    private final int[][] steps;

    private Situation(Atoms atoms, int[] whole, String[] stepNames, int[][] steps) {
        this.atoms = atoms;
        this.whole = whole;
        this.stepNames = stepNames;
        this.steps = steps;
    }

    public static Situation of(Declaration declaration, Atoms atoms) {
        List<Laid> steps = new ArrayList<>();
        declaration.steps().forEach(step -> steps.add(new Laid(step.name(), bits(step.answers(), atoms))));
        steps.sort(Comparator.comparing(Laid::name).thenComparing(Laid::answers, Arrays::compare));
        int[][] ofSteps = new int[steps.size()][];
        String[] names = new String[steps.size()];
        for (int i = 0; i < ofSteps.length; i++) {
            names[i] = steps.get(i).name();
            ofSteps[i] = steps.get(i).answers();
        }
        return new Situation(atoms, bits(declaration.answers(), atoms), names, ofSteps);
    }

    private record Laid(String name, int[] answers) {}

    private static int[] bits(Map<String, List<String>> answers, Atoms atoms) {
        int[] bits = new int[atoms.facts().size()];
        answers.forEach((fact, values) -> {
            int index = atoms.indexOfFact(fact);
            if (index >= 0) {
                bits[index] = bits(atoms.fact(index), values);
            }
        });
        return bits;
    }

    static int bits(Fact fact, List<String> values) {
        int bits = 0;
        for (String value : values) {
            if (value.equals(Fact.UNSURE)) {
                bits |= UNSURE;
            } else {
                int place = 0;
                for (String known : fact.values().keySet()) {
                    if (known.equals(value)) {
                        bits |= 1 << place;
                    }
                    place++;
                }
            }
        }
        return bits;
    }

    /** The answers in a set of bits, in the order of the vocabulary, "unsure" last. */
    public static List<String> values(Fact fact, int bits) {
        var values = new ArrayList<String>();
        int place = 0;
        for (String value : fact.values().keySet()) {
            if ((bits & 1 << place++) != 0) {
                values.add(value);
            }
        }
        if ((bits & UNSURE) != 0) {
            values.add(Fact.UNSURE);
        }
        return values;
    }

    public int stepCount() {
        return steps.length;
    }

    /** Name of a step, or null for the use as a whole. */
    public @Nullable String stepName(int step) {
        return step < 0 ? null : stepNames[step];
    }

    /** What was stated of a fact: in a step, or at the top when the step is -1. */
    int stated(int step, int fact) {
        return step < 0 ? whole[fact] : steps[step][fact];
    }

    /** As {@link #stated}, as answers. */
    public List<String> answers(int step, int fact) {
        return values(atoms.fact(fact), stated(step, fact));
    }

    /** The same declaration with another answer to one fact; no values take the answer back. */
    public Situation with(int step, int fact, List<String> values) {
        int bits = bits(atoms.fact(fact), values);
        if (step < 0) {
            int[] changed = whole.clone();
            changed[fact] = bits;
            return new Situation(atoms, changed, stepNames, steps);
        }
        int[][] changed = steps.clone();
        changed[step] = steps[step].clone();
        changed[step][fact] = bits;
        return new Situation(atoms, whole, stepNames, changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Situation that
                && Arrays.equals(whole, that.whole)
                && Arrays.equals(stepNames, that.stepNames)
                && Arrays.deepEquals(steps, that.steps);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(whole) + Arrays.deepHashCode(steps);
    }
}
