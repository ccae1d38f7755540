package studio.clearance.triage.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Fact.InSteps;

/**
 * Declarations of any kind, from harmless to reckless and from complete to bare. In most of them only a few answers are risky or
 * open, so that these decide and do not drown each other.
 */
final class Declarations {
    private Declarations() {}

    /** In percent: how often an answer is not the safest, how often it is unsure, how often it is left out. */
    private record Temper(int risky, int unsure, int leftOut) {
        static Temper of(Random random) {
            int[] risky = {1, 4, 10, 30};
            int[] unsure = {0, 2, 8};
            int[] leftOut = {0, 2, 8, 40};
            return new Temper(
                    risky[random.nextInt(risky.length)],
                    unsure[random.nextInt(unsure.length)],
                    leftOut[random.nextInt(leftOut.length)]);
        }
    }

    static Arbitrary<ObjectNode> any() {
        return Arbitraries.randoms().map(random -> of(Temper.of(random), random, true));
    }

    /** Every question is answered and nothing is unsure. */
    static Arbitrary<ObjectNode> settled() {
        return Arbitraries.randoms()
                .map(random -> of(new Temper(Temper.of(random).risky(), 0, 0), random, false));
    }

    private static ObjectNode of(Temper temper, Random random, boolean maybeSteps) {
        ObjectNode declaration = Guidance.JSON.createObjectNode();
        for (Fact fact : Guidance.VOCABULARY.facts()) {
            if (!fact.isSteps()) {
                if (fact.asked().holds(id -> answers(declaration, id)) || random.nextInt(100) < temper.risky()) {
                    put(declaration, fact, temper, random);
                }
            } else if (maybeSteps && random.nextInt(3) == 0) {
                steps(declaration, temper, random);
            }
        }
        return declaration;
    }

    private static List<String> answers(ObjectNode declaration, String fact) {
        List<String> answers = new ArrayList<>();
        if (declaration.path(fact).isTextual()) {
            answers.add(declaration.get(fact).asText());
        } else {
            declaration.path(fact).forEach(answer -> answers.add(answer.asText()));
        }
        return answers;
    }

    private static void steps(ObjectNode declaration, Temper temper, Random random) {
        if (random.nextInt(4) > 0) {
            declaration.put("workflow", random.nextBoolean() ? "own_pipeline" : "vendor_pipeline");
        }
        ArrayNode steps = declaration.putArray("steps");
        for (int i = random.nextInt(3); i >= 0; i--) {
            ObjectNode step = steps.addObject().put("name", "step " + i);
            for (Fact fact : Guidance.VOCABULARY.facts()) {
                boolean says = random.nextInt(3) > 0 && fact.asked().holds(id -> answers(step, id));
                if (fact.inSteps() != InSteps.NO && says) {
                    put(step, fact, temper, random);
                }
            }
        }
    }

    private static void put(ObjectNode into, Fact fact, Temper temper, Random random) {
        if (random.nextInt(100) < temper.leftOut()) {
            return;
        }
        List<String> values = new ArrayList<>(fact.values().keySet());
        List<String> chosen = new ArrayList<>();
        if (fact.allowsUnsure() && random.nextInt(100) < temper.unsure()) {
            chosen.add(Fact.UNSURE);
        }
        boolean risky = random.nextInt(100) < temper.risky();
        if (risky && (chosen.isEmpty() || fact.takesMany())) {
            for (int i = fact.takesMany() ? random.nextInt(3) : 0; i >= 0; i--) {
                String value = values.get(random.nextInt(values.size()));
                if (!chosen.contains(value) && !(fact.takesMany() && value.equals("none"))) {
                    chosen.add(value);
                }
            }
        }
        if (chosen.isEmpty()) {
            chosen.add(fact.assumed() == null ? fact.safest() : fact.assumed());
        }
        if (fact.takesMany()) {
            chosen.forEach(into.putArray(fact.id())::add);
        } else {
            into.put(fact.id(), chosen.getFirst());
        }
    }
}
