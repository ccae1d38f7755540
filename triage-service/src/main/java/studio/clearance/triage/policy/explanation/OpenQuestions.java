package studio.clearance.triage.policy.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.clearance.triage.domain.Assessment.OpenQuestion;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.OpenFact;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.Situation;
import studio.clearance.triage.vocabulary.Fact;

/**
 * Finds which open facts decide, by answering each in every way and deciding again. A question that decides only once others are
 * settled is listed with the answers assumed for those.
 */
public final class OpenQuestions {
    /** Beyond so many, what is assumed for one question to decide would be a declaration of its own. */
    private static final int MOST_TOGETHER = 5;

    /** Boards laid out for one answer: a decision takes one for the use as a whole and one for each step. */
    private static final int MOST_BOARDS = 2_000;

    private static final String NOTHING = "none";

    private final Rulebook book;
    private final Evaluator evaluator;

    public OpenQuestions(Rulebook book, Evaluator evaluator) {
        this.book = book;
        this.evaluator = evaluator;
    }

    private record Ranked(OpenQuestion question, int spread, int lowers) {}

    /** The questions that decide, most decisive first: by how far apart their answers lead, then by how many lower the outcome. */
    public List<OpenQuestion> of(Evaluation evaluation) {
        List<OpenFact> open = evaluator.open(evaluation);
        if (open.isEmpty()) {
            return List.of();
        }
        var ranked = new ArrayList<Ranked>();
        var silent = new ArrayList<OpenFact>();
        int boards = 0;
        for (OpenFact fact : open) {
            boards += (1 + evaluation.situation().stepCount())
                    * book.atoms().fact(fact.fact()).values().size();
            if (boards > MOST_BOARDS) {
                break;
            }
            Map<String, Outcome> outcomes = outcomes(evaluation.situation(), fact);
            if (outcomes.values().stream().anyMatch(outcome -> outcome != evaluation.outcome())) {
                ranked.add(ranked(fact, outcomes, Map.of(), evaluation));
            } else {
                silent.add(fact);
            }
        }
        ranked.sort(Comparator.comparingInt(Ranked::spread)
                .thenComparingInt(Ranked::lowers)
                .reversed());
        var questions = new ArrayList<OpenQuestion>();
        ranked.forEach(each -> questions.add(each.question()));
        if (!silent.isEmpty() && evaluation.outcome() != Outcome.CLEARED_NOTIFY) {
            questions.addAll(together(evaluation, open, silent));
        }
        return List.copyOf(questions);
    }

    private Ranked ranked(
            OpenFact fact, Map<String, Outcome> outcomes, Map<String, String> assuming, Evaluation evaluation) {
        int least = evaluation.outcome().ordinal();
        int most = least;
        int lowers = 0;
        for (Outcome outcome : outcomes.values()) {
            least = Math.min(least, outcome.ordinal());
            most = Math.max(most, outcome.ordinal());
            lowers += outcome.isLowerThan(evaluation.outcome()) ? 1 : 0;
        }
        Fact about = book.atoms().fact(fact.fact());
        var question = new OpenQuestion(
                about.id(), evaluation.situation().stepName(fact.step()), about.question(), outcomes, assuming);
        return new Ranked(question, most - least, lowers);
    }

    private Map<String, Outcome> outcomes(Situation situation, OpenFact open) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (String value : book.atoms().fact(open.fact()).values().keySet()) {
            outcomes.put(
                    value, evaluator.evaluate(answered(situation, open, value)).outcome());
        }
        return outcomes;
    }

    private Situation answered(Situation situation, OpenFact open, String value) {
        Fact fact = book.atoms().fact(open.fact());
        var values = new ArrayList<String>();
        if (fact.takesMany()) {
            values.addAll(situation.answers(open.step(), open.fact()));
            values.remove(Fact.UNSURE);
        }
        boolean nothingMore = value.equals(NOTHING) && !values.isEmpty();
        if (!nothingMore && !values.contains(value)) {
            values.add(value);
        }
        return situation.with(open.step(), open.fact(), values);
    }

    /** Questions none of which decides alone: together with the safest answers to the others they do. */
    private List<OpenQuestion> together(Evaluation evaluation, List<OpenFact> open, List<OpenFact> silent) {
        var needed = new ArrayList<>(open);
        Outcome best = safest(evaluation.situation(), needed);
        if (!best.isLowerThan(evaluation.outcome())) {
            return List.of();
        }
        for (OpenFact each : open) {
            var without = new ArrayList<>(needed);
            without.remove(each);
            if (safest(evaluation.situation(), without).isLowerThan(evaluation.outcome())) {
                needed = without;
            }
        }
        if (needed.size() > MOST_TOGETHER) {
            return List.of();
        }
        var questions = new ArrayList<OpenQuestion>();
        for (OpenFact fact : needed) {
            if (silent.contains(fact)) {
                Situation others = evaluation.situation();
                var assuming = new LinkedHashMap<String, String>();
                for (OpenFact other : needed) {
                    if (!other.equals(fact)) {
                        String answer = book.atoms().fact(other.fact()).safest();
                        others = answered(others, other, answer);
                        assuming.put(name(other, evaluation.situation()), answer);
                    }
                }
                questions.add(ranked(fact, outcomes(others, fact), assuming, evaluation)
                        .question());
            }
        }
        return questions;
    }

    private Outcome safest(Situation situation, List<OpenFact> facts) {
        Situation settled = situation;
        for (OpenFact fact : facts) {
            settled = answered(settled, fact, book.atoms().fact(fact.fact()).safest());
        }
        return evaluator.evaluate(settled).outcome();
    }

    private String name(OpenFact open, Situation situation) {
        String step = situation.stepName(open.step());
        String fact = book.atoms().fact(open.fact()).id();
        return step == null ? fact : step + ": " + fact;
    }
}
