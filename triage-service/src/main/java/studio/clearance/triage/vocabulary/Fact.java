package studio.clearance.triage.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question of the declaration form.
 *
 * @param values the answers one can choose from and how they read, in order; without "unsure"
 * @param allowsUnsure whether "unsure" is an answer
 * @param assumed the answer taken when none is given, for a fact that has a default
 * @param risk how risky an answer is; answers of one risk are alike
 * @param feeds ids of the clauses that read it
 * @param changes what a partner could do differently about it
 */
public record Fact(
        String id,
        String group,
        String question,
        String help,
        Answer answer,
        Map<String, String> values,
        boolean allowsUnsure,
        boolean core,
        @Nullable String assumed,
        AskCondition asked,
        InSteps inSteps,
        Map<String, Integer> risk,
        List<String> feeds,
        PartnerPower partner,
        List<PossibleChange> changes) {
    public static final String UNSURE = "unsure";
    public static final String NOT_STATED = "not_stated";

    public enum Answer {
        YES_NO,
        ONE_OF,
        ANY_OF,
        STEPS
    }

    /** How a fact behaves in a pipeline. */
    public enum InSteps {
        /** It is answered once, for the whole use. */
        NO,
        /** Each step answers for itself. */
        OWN,
        /** The answer is the sum of the answers of the steps. */
        GATHERED
    }

    /** What a partner can do about an answer. */
    public enum PartnerPower {
        CHOOSE,
        EVIDENCE,
        NEITHER
    }

    Fact withChanges(List<PossibleChange> possible) {
        return new Fact(
                id,
                group,
                question,
                help,
                answer,
                values,
                allowsUnsure,
                core,
                assumed,
                asked,
                inSteps,
                risk,
                feeds,
                partner,
                List.copyOf(possible));
    }

    public boolean takesMany() {
        return answer == Answer.ANY_OF;
    }

    public boolean isSteps() {
        return answer == Answer.STEPS;
    }

    /** Every answer that may be given, "unsure" last. */
    public List<String> allowed() {
        var allowed = new ArrayList<>(values.keySet());
        if (allowsUnsure) {
            allowed.add(UNSURE);
        }
        return List.copyOf(allowed);
    }

    public boolean allows(String value) {
        return values.containsKey(value) || allowsUnsure && value.equals(UNSURE);
    }

    /** Risk of an answer: "unsure" and no answer stand just above the safest. */
    public int riskOf(String value) {
        return value.equals(UNSURE) || value.equals(NOT_STATED) ? 1 : risk.getOrDefault(value, 0);
    }

    /** Risk of the riskiest of several answers; none at all counts as not stated. */
    public int riskOf(List<String> answers) {
        int riskiest = answers.isEmpty() ? riskOf(NOT_STATED) : 0;
        for (String value : answers) {
            riskiest = Math.max(riskiest, riskOf(value));
        }
        return riskiest;
    }

    public String safest() {
        String safest = "";
        int least = Integer.MAX_VALUE;
        for (String value : values.keySet()) {
            if (riskOf(value) < least) {
                least = riskOf(value);
                safest = value;
            }
        }
        return safest;
    }
}
