package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.List;
import studio.clearance.triage.policy.evaluation.Rulebook.Term;
import studio.clearance.triage.vocabulary.AskCondition;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Fact.InSteps;

/** Lays a declaration out on boards: what was answered, what is open, what was never asked, and what follows for the whole. */
final class BoardMaker {
    private static final String NONE = "none";

    private final Atoms atoms;
    private final List<Term> terms;
    private final Asked[] asked;
    private final int[] assumed;
    /** For a list, the bit of its answer "none"; otherwise 0. */
    private final int[] noneOf;

    private final int count;
    private final int coreOpen;
    private final int saysUnsure;
    private final int saysNoneAndMore;
    private final int describesSteps;
    private final int severalSteps;
    private final int stepOpen;
    private final int rosier;
    private final int riskier;

    BoardMaker(Atoms atoms, List<Term> terms) {
        this.atoms = atoms;
        this.terms = terms;
        this.count = atoms.facts().size();
        this.asked = new Asked[count];
        this.assumed = new int[count];
        this.noneOf = new int[count];
        for (int f = 0; f < count; f++) {
            Fact fact = atoms.fact(f);
            asked[f] = Asked.compiled(fact.asked(), atoms);
            assumed[f] = fact.assumed() == null ? 0 : Situation.bits(fact, List.of(fact.assumed()));
            noneOf[f] = fact.takesMany() ? Situation.bits(fact, List.of(NONE)) : 0;
        }
        coreOpen = atoms.known(Atoms.DECLARATION, "core_open");
        saysUnsure = atoms.known(Atoms.DECLARATION, "says_unsure");
        saysNoneAndMore = atoms.known(Atoms.DECLARATION, "says_none_and_more");
        describesSteps = atoms.known(Atoms.DECLARATION, "describes_steps");
        severalSteps = atoms.known(Atoms.DECLARATION, "several_steps");
        stepOpen = atoms.known(Atoms.DECLARATION, "step_open");
        rosier = atoms.known(Atoms.DECLARATION, "summary_rosier_than_a_step");
        riskier = atoms.known(Atoms.DECLARATION, "summary_riskier_than_every_step");
    }

    Boards boards(Situation situation) {
        int steps = situation.stepCount();
        byte[] whole = board(ofWhole(situation));
        byte[][] ofSteps = new byte[steps][];
        for (int step = 0; step < steps; step++) {
            ofSteps[step] = board(ofStep(situation, step));
        }
        var boards = new Boards(situation, whole, ofSteps);
        declaration(boards);
        settle(whole, terms);
        for (byte[] board : ofSteps) {
            settle(board, terms);
        }
        return boards;
    }

    /** Gives each term its value; each reads only those before it. */
    private static void settle(byte[] board, List<Term> inOrder) {
        for (Term term : inOrder) {
            byte state = term.means().on(board).asState();
            board[term.atom()] = state;
            board[term.unsettledAtom()] = state == Atoms.UNKNOWN ? Atoms.YES : Atoms.NO;
        }
    }

    /** Answers for the use as a whole: what steps answer for themselves is the sum of them, or the riskiest. */
    private int[] ofWhole(Situation situation) {
        int steps = situation.stepCount();
        int[] answers = new int[count];
        for (int f = 0; f < count; f++) {
            Fact fact = atoms.fact(f);
            int top = situation.stated(Boards.WHOLE, f);
            answers[f] = top;
            if (steps == 0 || fact.inSteps() == InSteps.NO) {
                continue;
            }
            if (fact.takesMany()) {
                answers[f] = gathered(situation, f, top);
            } else if (top == 0) {
                int riskiest = -1;
                for (int step = 0; step < steps; step++) {
                    int risk = fact.riskOf(situation.answers(step, f));
                    if (situation.stated(step, f) != 0 && risk > riskiest) {
                        riskiest = risk;
                        answers[f] = situation.stated(step, f);
                    }
                }
            }
        }
        return answers;
    }

    /** The sum over the steps and what the top says; a step that is silent under a silent top leaves the sum unsure. */
    private static int gathered(Situation situation, int fact, int top) {
        int sum = top;
        boolean silent = false;
        for (int step = 0; step < situation.stepCount(); step++) {
            int own = situation.stated(step, fact);
            sum |= own;
            silent |= own == 0 && top == 0;
        }
        return silent && sum != 0 ? sum | Situation.UNSURE : sum;
    }

    private int[] ofStep(Situation situation, int step) {
        int[] answers = ofWhole(situation);
        for (int f = 0; f < count; f++) {
            if (atoms.fact(f).inSteps() == InSteps.OWN) {
                int own = situation.stated(step, f);
                answers[f] = own != 0 ? own : situation.stated(Boards.WHOLE, f);
            }
        }
        return answers;
    }

    private byte[] board(int[] stated) {
        byte[] board = new byte[atoms.size()];
        int[] effective = new int[count];
        for (int f = 0; f < count; f++) {
            int answer = stated[f] != 0 ? stated[f] : assumed[f];
            boolean applies = asked[f].holds(effective);
            if (answer == 0 && applies) {
                answer = Situation.UNSURE;
            } else if (!applies) {
                answer &= ~Situation.UNSURE; // unsure of what nobody asked says nothing
            }
            effective[f] = answer;
            lay(board, f, answer, stated[f] != 0);
        }
        return board;
    }

    private void lay(byte[] board, int f, int answer, boolean stated) {
        int first = atoms.firstAtomOf(f);
        int open = atoms.openAtomOf(f);
        boolean unsure = (answer & Situation.UNSURE) != 0;
        byte unsaid = unsure ? Atoms.UNKNOWN : Atoms.NO;
        for (int atom = first; atom < open; atom++) {
            board[atom] = (answer & 1 << (atom - first)) != 0 ? Atoms.YES : unsaid;
        }
        int none = noneOf[f];
        if (none != 0) {
            int atom = first + Integer.numberOfTrailingZeros(none);
            int others = answer & ~none & ~Situation.UNSURE;
            if (others != 0) {
                board[atom] = Atoms.NO; // "none" beside something is not none
            } else if (unsure) {
                board[atom] = Atoms.UNKNOWN;
            }
        }
        board[open] = unsure ? Atoms.YES : Atoms.NO;
        board[open + 1] = stated ? Atoms.YES : Atoms.NO;
    }

    private void declaration(Boards boards) {
        Situation situation = boards.situation();
        int steps = situation.stepCount();
        boolean unsure = false;
        boolean noneAndMore = false;
        for (int step = Boards.WHOLE; step < steps; step++) {
            for (int f = 0; f < count; f++) {
                int stated = situation.stated(step, f);
                unsure |= (stated & Situation.UNSURE) != 0;
                noneAndMore |= (stated & noneOf[f]) != 0 && (stated & ~noneOf[f] & ~Situation.UNSURE) != 0;
            }
        }
        boards.set(coreOpen, !openCore(boards).isEmpty());
        boards.set(saysUnsure, unsure);
        boards.set(saysNoneAndMore, noneAndMore);
        boards.set(describesSteps, steps > 0 && !hasEmptyStep(situation));
        boards.set(severalSteps, steps > 1);
        boards.set(stepOpen, steps > 0 && !openInSteps(boards).isEmpty());
        boards.set(rosier, steps > 0 && !summaries(situation, true).isEmpty());
        boards.set(riskier, steps > 0 && !summaries(situation, false).isEmpty());
    }

    /** A step of which nothing but its name is known is not described, whatever a summary says of all. */
    private boolean hasEmptyStep(Situation situation) {
        for (int step = 0; step < situation.stepCount(); step++) {
            int said = 0;
            for (int f = 0; f < count; f++) {
                said |= situation.stated(step, f);
            }
            if (said == 0) {
                return true;
            }
        }
        return false;
    }

    /** Every open fact, in the order of the vocabulary. */
    List<OpenFact> open(Boards boards) {
        var open = new ArrayList<OpenFact>();
        for (int f = 0; f < count; f++) {
            if (atoms.fact(f).inSteps() == InSteps.NO || boards.steps().length == 0) {
                if (isOpen(boards.whole(), f)) {
                    open.add(new OpenFact(Boards.WHOLE, f));
                }
            } else {
                openInSteps(boards, f, open);
            }
        }
        return open;
    }

    /** Core facts that are open. */
    List<OpenFact> openCore(Boards boards) {
        List<OpenFact> open = open(boards);
        open.removeIf(each -> !atoms.fact(each.fact()).core());
        return open;
    }

    /** Facts open in a step, be it for want of an answer by that step. */
    List<OpenFact> openInSteps(Boards boards) {
        List<OpenFact> open = open(boards);
        open.removeIf(each -> each.step() == Boards.WHOLE);
        return open;
    }

    private void openInSteps(Boards boards, int fact, List<OpenFact> open) {
        Situation situation = boards.situation();
        boolean gathered = atoms.fact(fact).inSteps() == InSteps.GATHERED;
        for (int step = 0; step < boards.steps().length; step++) {
            int answer = situation.stated(holder(situation, step, fact), fact);
            boolean unanswered = answer == 0 || (answer & Situation.UNSURE) != 0;
            if (gathered ? unanswered : isOpen(boards.steps()[step], fact)) {
                open.add(new OpenFact(step, fact));
            }
        }
    }

    /** Where the answer that holds in a step was given: in the step, or at the top for want of one. */
    static int holder(Situation situation, int step, int fact) {
        return step >= 0 && situation.stated(step, fact) != 0 ? step : Boards.WHOLE;
    }

    boolean isOpen(byte[] board, int fact) {
        return board[atoms.openAtomOf(fact)] == Atoms.YES;
    }

    /** Facts whose summary at the top is rosier than one of the steps, or riskier than every one that answers. */
    List<Integer> summaries(Situation situation, boolean rosier) {
        var found = new ArrayList<Integer>();
        for (int f = 0; f < count; f++) {
            Fact fact = atoms.fact(f);
            int top = situation.stated(Boards.WHOLE, f);
            if (fact.inSteps() == InSteps.NO || top == 0) {
                continue;
            }
            int summary = fact.riskOf(Situation.values(fact, top));
            int riskiest = -1;
            boolean every = true;
            for (int step = 0; step < situation.stepCount(); step++) {
                if (situation.stated(step, f) != 0) {
                    riskiest = Math.max(riskiest, fact.riskOf(situation.answers(step, f)));
                } else {
                    every = false;
                }
            }
            if (riskiest >= 0 && (rosier ? summary < riskiest : every && summary > riskiest)) {
                found.add(f);
            }
        }
        return found;
    }

    /** An ask-condition over bits instead of words. */
    private record Asked(int fact, int bits, boolean otherThan, Asked[] all, Asked[] any) {
        private static final Asked[] NONE = {};

        static Asked compiled(AskCondition condition, Atoms atoms) {
            return switch (condition) {
                case AskCondition.In in -> about(in.fact(), in.values(), false, atoms);
                case AskCondition.OtherThan other -> about(other.fact(), other.values(), true, atoms);
                case AskCondition.All all -> new Asked(-1, 0, false, each(all.conditions(), atoms), NONE);
                case AskCondition.Any any -> new Asked(-1, 0, false, NONE, each(any.conditions(), atoms));
            };
        }

        private static Asked about(String fact, List<String> values, boolean otherThan, Atoms atoms) {
            int index = atoms.indexOfFact(fact);
            return new Asked(index, Situation.bits(atoms.fact(index), values), otherThan, NONE, NONE);
        }

        private static Asked[] each(List<AskCondition> conditions, Atoms atoms) {
            return conditions.stream()
                    .map(condition -> compiled(condition, atoms))
                    .toArray(Asked[]::new);
        }

        boolean holds(int[] answers) {
            if (fact >= 0) {
                return (answers[fact] & (otherThan ? ~bits : bits)) != 0;
            }
            for (Asked each : all) {
                if (!each.holds(answers)) {
                    return false;
                }
            }
            for (Asked each : any) {
                if (each.holds(answers)) {
                    return true;
                }
            }
            return any.length == 0;
        }
    }
}
