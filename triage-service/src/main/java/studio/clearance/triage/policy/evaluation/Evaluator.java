package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.ContradictionRule;
import studio.clearance.triage.policy.evaluation.Rulebook.Displacement;
import studio.clearance.triage.policy.evaluation.Rulebook.Limb;

/**
 * Applies a rulebook to a situation. Nothing here knows a clause, a fact or a demand of any guidance; it knows how clauses combine:
 *
 * <ul>
 *   <li>The strictest of all clauses met governs, over all steps (RC-2).
 *   <li>A trigger that is uncertain calls for the contact; an exception that is uncertain is not available (RC-5).
 *   <li>A displacement stands only while nothing else calls for written approval (RC-3).
 * </ul>
 */
public final class Evaluator {
    private static final Comparator<Hit> IN_ORDER =
            Comparator.comparingInt(hit -> hit.clause().order());

    private final Rulebook book;
    private final BoardMaker maker;
    private final int contradicts;
    private final int[] soFar;
    private final int[] finalOutcome;

    public Evaluator(Rulebook book) {
        this.book = book;
        this.maker = new BoardMaker(book.atoms(), book.terms());
        this.contradicts = book.atoms().known(Atoms.DECLARATION, "contradicts_itself");
        this.soFar = outcomeAtoms(Atoms.SO_FAR);
        this.finalOutcome = outcomeAtoms(Atoms.OUTCOME);
    }

    private int[] outcomeAtoms(String variable) {
        return Atoms.OUTCOMES.stream()
                .mapToInt(field -> book.atoms().known(variable, field))
                .toArray();
    }

    BoardMaker maker() {
        return maker;
    }

    public Evaluation evaluate(Situation situation) {
        Boards boards = maker.boards(situation);
        List<ContradictionRule> contradictions = contradictions(boards);
        boards.set(contradicts, !contradictions.isEmpty());

        var hits = new ArrayList<Hit>(24);
        boolean governed = governs(boards);
        for (Clause clause : book.main()) {
            if (governed || always(clause)) {
                apply(clause, boards, hits);
            }
        }
        Outcome outcome = strictest(hits);
        if (outcome == Outcome.ESCALATE) {
            restoreDisplaced(hits);
        }
        set(boards, soFar, outcome);
        for (Clause clause : book.floors()) {
            apply(clause, boards, hits);
        }
        outcome = strictest(hits);
        set(boards, finalOutcome, outcome);
        for (Clause clause : book.remarks()) {
            apply(clause, boards, hits);
        }
        hits.sort(IN_ORDER);
        return new Evaluation(boards, governed, contradictions, hits, outcome);
    }

    /** The facts that are open, in the order of the vocabulary. */
    public List<OpenFact> open(Evaluation evaluation) {
        return maker.open(evaluation.boards());
    }

    /** Whether a fact is open in a step, or in the use as a whole. */
    public boolean isOpen(Evaluation evaluation, int step, int fact) {
        return maker.isOpen(evaluation.boards().at(step), fact);
    }

    /** Ids of the facts whose summary at the top disagrees with what the steps say. */
    public List<String> summariesAgainstSteps(Evaluation evaluation) {
        var facts = new ArrayList<String>();
        maker.summaries(evaluation.situation(), true)
                .forEach(fact -> facts.add(book.atoms().fact(fact).id()));
        maker.summaries(evaluation.situation(), false)
                .forEach(fact -> facts.add(book.atoms().fact(fact).id()));
        return facts;
    }

    private boolean governs(Boards boards) {
        return book.scope() == null || book.scope().on(boards.whole()) != Truth.FALSE;
    }

    private List<ContradictionRule> contradictions(Boards boards) {
        var found = new ArrayList<ContradictionRule>(2);
        for (ContradictionRule rule : book.contradictions()) {
            if (anywhere(rule.when(), rule.perStep(), boards)) {
                found.add(rule);
            }
        }
        return found;
    }

    /** Whether a condition is true for certain: of the use as a whole, or of some step when it looks at steps. */
    static boolean anywhere(Condition condition, boolean perStep, Boards boards) {
        if (!perStep || boards.steps().length == 0) {
            return condition.on(boards.whole()) == Truth.TRUE;
        }
        for (byte[] step : boards.steps()) {
            if (condition.on(step) == Truth.TRUE) {
                return true;
            }
        }
        return false;
    }

    private static boolean always(Clause clause) {
        return clause.limbs().getFirst().when() == null;
    }

    private static void apply(Clause clause, Boards boards, List<Hit> hits) {
        for (Limb limb : clause.limbs()) {
            if (limb.perStep() && boards.steps().length > 0) {
                for (int step = 0; step < boards.steps().length; step++) {
                    apply(clause, limb, step, boards.steps()[step], hits);
                }
            } else {
                apply(clause, limb, Boards.WHOLE, boards.whole(), hits);
            }
        }
    }

    private static void apply(Clause clause, Limb limb, int step, byte[] board, List<Hit> hits) {
        Truth met = limb.when() == null ? Truth.TRUE : limb.when().on(board);
        if (met == Truth.FALSE || met != Truth.TRUE && clause.entry().onlyIfCertain()) {
            return;
        }
        Demand demand = limb.demand();
        for (Rulebook.Exception exception : limb.unless()) {
            if (exception.leaves().compareTo(demand) < 0 && exception.when().on(board) == Truth.TRUE) {
                demand = exception.leaves();
                if (demand == Demand.NONE) {
                    return; // released altogether
                }
            }
        }
        boolean certain = met == Truth.TRUE;
        Displacement standing = null;
        for (Displacement displacement : clause.displacements()) {
            Truth where = displacement.where().on(board);
            if (where == Truth.TRUE
                    && (standing == null || displacement.leaves().compareTo(standing.leaves()) < 0)) {
                standing = displacement;
            } else if (where.isUnknown() && displacement.unsureIsForTheContact()) {
                certain = false;
            }
        }
        hits.add(
                new Hit(clause, limb, step, certain || standing != null && met == Truth.TRUE, demand, standing, false));
    }

    /** Any second trigger defeats a displacement: what was displaced is back in force. */
    private static void restoreDisplaced(List<Hit> hits) {
        hits.replaceAll(Hit::undisplaced);
    }

    private static Outcome strictest(List<Hit> hits) {
        Outcome strictest = Outcome.CLEARED_NOTIFY;
        for (Hit hit : hits) {
            strictest = strictest.strictest(hit.outcome());
        }
        return strictest;
    }

    private static void set(Boards boards, int[] atoms, Outcome outcome) {
        for (Outcome each : Outcome.values()) {
            boards.set(atoms[each.ordinal()], each == outcome);
        }
    }

    /** The hits that hold the outcome where it is: without all of these it would be lower. */
    public static List<Hit> holding(Evaluation evaluation) {
        var holding = new ArrayList<Hit>();
        for (Hit hit : evaluation.hits()) {
            if (evaluation.outcome() != Outcome.CLEARED_NOTIFY
                    && hit.outcome() == evaluation.outcome()
                    && !hit.defeated()) {
                holding.add(hit);
            }
        }
        return holding;
    }

    /** An exception that releases from a clause. */
    public record Release(Clause clause, Rulebook.Exception exception) {}

    /** Every exception that takes effect somewhere in a situation. */
    public List<Release> releases(Evaluation evaluation) {
        var releases = new ArrayList<Release>();
        Boards boards = evaluation.boards();
        for (Clause clause : book.clauses()) {
            for (Limb limb : clause.limbs()) {
                for (Rulebook.Exception exception : limb.unless()) {
                    for (int step = Boards.WHOLE; step < boards.steps().length; step++) {
                        byte[] board = boards.at(step);
                        boolean met = limb.when() == null || limb.when().on(board) == Truth.TRUE;
                        if (met && exception.when().on(board) == Truth.TRUE) {
                            releases.add(new Release(clause, exception));
                        }
                    }
                }
            }
        }
        return releases;
    }

    /** The most telling hit of each clause, in the order of the guidance. */
    public static List<Hit> strongest(List<Hit> hits) {
        var strongest = new ArrayList<Hit>();
        for (Hit hit : hits) {
            @Nullable Hit last = strongest.isEmpty() ? null : strongest.getLast();
            if (last == null || last.clause() != hit.clause()) {
                strongest.add(hit);
            } else if (hit.outweighs(last)) {
                strongest.set(strongest.size() - 1, hit);
            }
        }
        return strongest;
    }
}
