package studio.clearance.triage.policy.explanation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Assessment.Answer;
import studio.clearance.triage.domain.Assessment.Change;
import studio.clearance.triage.domain.Assessment.Reduction;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.evaluation.Boards;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.Hit;
import studio.clearance.triage.policy.evaluation.Influences;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.Situation;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Fact.InSteps;
import studio.clearance.triage.vocabulary.PossibleChange;

/**
 * Searches for the smallest sets of changes in the partner's power that lower an outcome. Whatever lowers it has to change something
 * about every clause that holds it, so the search takes the clause with the fewest ways out and tries each of them, and so on from
 * there. It is bounded by a count of decisions, never by a clock: the same declaration gives the same answer.
 */
public final class Lowering {
    private static final int MOST_FACTS = 3;
    /** Boards laid out in one search: a decision takes one for the use as a whole and one for each step. */
    private static final int MOST_BOARDS = 2_000;

    private static final int MOST_REDUCTIONS = 6;

    private final Rulebook book;
    private final Evaluator evaluator;
    private final Influences influences;

    public Lowering(Rulebook book, Evaluator evaluator) {
        this.book = book;
        this.evaluator = evaluator;
        this.influences = new Influences(book);
    }

    /** A change of one fact where its answer was given. */
    private record Edit(
            int step,
            int fact,
            List<String> from,
            List<String> to,
            @Nullable String says) {
        boolean isSameAs(Edit other) {
            return step == other.step && fact == other.fact && to.equals(other.to);
        }
    }

    private record Found(List<Edit> edits, Outcome outcome) {
        boolean makesNeedless(Found other) {
            return edits.size() < other.edits.size()
                    && !other.outcome.isLowerThan(outcome)
                    && edits.stream().allMatch(edit -> other.edits.stream().anyMatch(edit::isSameAs));
        }
    }

    /** The state of one search. */
    private static final class Search {
        private final Outcome from;
        private final int mostDecisions;
        private final List<Found> found = new ArrayList<>();
        private final Set<Situation> seen = new HashSet<>();
        private int decisions;

        Search(Evaluation start) {
            this.from = start.outcome();
            this.mostDecisions = MOST_BOARDS / (1 + start.situation().stepCount());
        }
    }

    /** The smallest sets, those that lower the outcome furthest first. */
    public List<Reduction> of(Evaluation evaluation) {
        if (evaluation.outcome() == Outcome.CLEARED_NOTIFY) {
            return List.of();
        }
        var search = new Search(evaluation);
        search(evaluation, List.of(), search);
        List<Found> smallest = search.found.stream()
                .filter(each -> search.found.stream().noneMatch(other -> other.makesNeedless(each)))
                .sorted(Comparator.comparing(Found::outcome)
                        .thenComparingInt(each -> each.edits().size()))
                .limit(MOST_REDUCTIONS)
                .toList();
        return smallest.stream()
                .map(each -> new Reduction(
                        each.edits().stream()
                                .map(edit -> change(edit, evaluation.situation()))
                                .toList(),
                        each.outcome()))
                .toList();
    }

    private void search(Evaluation state, List<Edit> made, Search search) {
        if (made.size() >= MOST_FACTS || state.outcome() == Outcome.CLEARED_NOTIFY) {
            return;
        }
        for (List<Edit> way : waysOut(state, made)) {
            if (search.decisions >= search.mostDecisions) {
                return;
            }
            Situation changed = state.situation();
            for (Edit edit : way) {
                changed = changed.with(edit.step(), edit.fact(), edit.to());
            }
            if (!search.seen.add(changed)) {
                continue;
            }
            search.decisions++;
            Evaluation next = evaluator.evaluate(changed);
            var edits = new ArrayList<>(made);
            edits.addAll(way);
            if (next.outcome().isLowerThan(search.from)) {
                search.found.add(new Found(List.copyOf(edits), next.outcome()));
            }
            search(next, edits, search);
        }
    }

    /** The ways out of the clause that has the fewest; none when some clause has none at all. */
    private List<List<Edit>> waysOut(Evaluation state, List<Edit> made) {
        List<List<Edit>> fewest = null;
        for (Hit hit : Evaluator.holding(state)) {
            List<List<Edit>> ways = waysOut(hit, state, made);
            if (fewest == null || ways.size() < fewest.size()) {
                fewest = ways;
            }
            if (ways.isEmpty()) {
                return List.of();
            }
        }
        return fewest == null ? List.of() : fewest;
    }

    private List<List<Edit>> waysOut(Hit hit, Evaluation state, List<Edit> made) {
        var ways = new ArrayList<List<Edit>>();
        BitSet facts = influences.on(hit, state);
        int lastStep = influences.readsTheWhole(hit) ? state.situation().stepCount() - 1 : hit.step();
        for (int step = hit.step(); step <= lastStep; step++) {
            for (int fact = facts.nextSetBit(0); fact >= 0; fact = facts.nextSetBit(fact + 1)) {
                if (step != hit.step() && book.atoms().fact(fact).inSteps() == InSteps.NO) {
                    continue;
                }
                for (PossibleChange change : book.atoms().fact(fact).changes()) {
                    List<Edit> way = edits(change, fact, step, state);
                    if (!way.isEmpty() && made.size() + way.size() <= MOST_FACTS && independent(way, made)) {
                        ways.add(way);
                    }
                }
            }
        }
        return ways;
    }

    private static boolean independent(List<Edit> way, List<Edit> made) {
        return way.stream()
                .noneMatch(edit -> made.stream()
                        .anyMatch(earlier -> earlier.fact() == edit.fact() && earlier.step() == edit.step()));
    }

    /** What a change comes to here; nothing where it does not apply. */
    private List<Edit> edits(PossibleChange change, int fact, int step, Evaluation state) {
        Situation situation = state.situation();
        if (change.unless() != null && change.unless().holds(id -> answers(id, step, state))) {
            return List.of();
        }
        Edit first = edit(change, fact, step, state);
        if (first == null) {
            return List.of();
        }
        var edits = new ArrayList<Edit>();
        edits.add(first);
        change.brings().forEach((id, answers) -> {
            int brought = book.atoms().indexOfFact(id);
            int at = holder(situation, step, brought);
            List<String> before = situation.answers(at, brought);
            if (!before.equals(answers)) {
                edits.add(new Edit(at, brought, before, answers, null));
            }
        });
        return edits;
    }

    private @Nullable Edit edit(PossibleChange change, int fact, int step, Evaluation state) {
        int at = holder(state.situation(), step, fact);
        List<String> before = state.situation().answers(at, fact);
        boolean applies = !before.isEmpty() || evaluator.isOpen(state, step, fact);
        List<String> after = applies ? change.applyTo(before) : null;
        return after == null || after.equals(before) ? null : new Edit(at, fact, before, after, change.says());
    }

    /** Where a step's answer was given, so that it is changed there. */
    private static int holder(Situation situation, int step, int fact) {
        return step >= 0 && !situation.answers(step, fact).isEmpty() ? step : Boards.WHOLE;
    }

    private List<String> answers(String id, int step, Evaluation state) {
        int fact = book.atoms().indexOfFact(id);
        List<String> given = state.situation().answers(holder(state.situation(), step, fact), fact);
        if (!given.isEmpty()) {
            return given;
        }
        return evaluator.isOpen(state, step, fact) ? List.of(Fact.UNSURE) : List.of();
    }

    private Change change(Edit edit, Situation situation) {
        Fact fact = book.atoms().fact(edit.fact());
        return new Change(
                fact.id(),
                situation.stepName(edit.step()),
                new Answer(edit.from(), fact.takesMany()),
                new Answer(edit.to(), fact.takesMany()),
                edit.says());
    }
}
