package studio.clearance.triage.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.persistence.Tallies;

/**
 * The changed cases as lines from what they were to what they would be, in the units of an image of 900 by 370.
 *
 * @param perLine how many cases a line stands for
 */
public record ReplayPicture(
        List<Lane> before, List<Lane> after, List<Line> lines, List<Label> labels, long perLine, String says) {

    /** A box for an outcome. */
    public record Lane(String name, String count, int x, int y) {}

    /** @param path in the words of SVG */
    public record Line(String path, String tone, int dotX, int dotY) {}

    public record Label(String text, int x, int y) {}

    /** What a line stands for, in words. */
    public String scale() {
        return perLine == 1 ? "Each line is one case." : "Each line is about " + Words.number(perLine) + " cases.";
    }

    private static final int MOST_LINES = 10;
    private static final int LEFT = 250;
    private static final int RIGHT = 640;
    private static final int RIGHT_BOX = 650;
    private static final int FIRST = 30;
    private static final int PITCH = 120;
    private static final int INSET = 10;
    private static final int STEP = 8;

    static ReplayPicture of(Tallies tallies) {
        return new Drawing(tallies).picture();
    }

    private static final class Drawing {

        private final Tallies tallies;
        private final long perLine;
        private final int[] leaving = new int[Outcome.values().length];
        private final int[] arriving = new int[Outcome.values().length];
        private final List<Line> lines = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();
        private final List<String> sentences = new ArrayList<>();

        Drawing(Tallies tallies) {
            this.tallies = tallies;
            long most = 1;
            for (Outcome outcome : Outcome.values()) {
                most = Math.max(most, Math.max(out(outcome), in(outcome)));
            }
            this.perLine = (most + MOST_LINES - 1) / MOST_LINES;
        }

        ReplayPicture picture() {
            for (Outcome from : Outcome.values()) {
                for (Outcome to : Outcome.values()) {
                    long moved = from == to ? 0 : moved(from, to);
                    if (moved > 0) {
                        draw(from, to, moved);
                    }
                }
            }
            return new ReplayPicture(lanes(true), lanes(false), lines, labels, perLine, String.join(" ", sentences));
        }

        private void draw(Outcome from, Outcome to, long moved) {
            boolean stricter = from.isLowerThan(to);
            long drawn = Math.max(1, Math.round((double) moved / perLine));
            int first = 0;
            for (int i = 0; i < drawn; i++) {
                int y1 = top(from) + INSET + STEP * Math.min(leaving[from.ordinal()]++, MOST_LINES - 1);
                int y2 = top(to) + INSET + STEP * Math.min(arriving[to.ordinal()]++, MOST_LINES - 1);
                first = first == 0 ? (y1 + y2) / 2 : first;
                lines.add(new Line(
                        "M%d %dC%d %d %d %d %d %d".formatted(LEFT, y1, LEFT + 170, y1, RIGHT - 160, y2, RIGHT, y2),
                        stricter ? "up" : "down",
                        RIGHT,
                        y2));
            }
            // Towards the side where the line leaves, so that the numbers of two bundles that cross do not meet.
            int x = stricter ? 545 : 345;
            labels.add(new Label(
                    Words.number(moved) + (stricter ? " stricter" : " milder"), x, first + (stricter ? -14 : 22)));
            sentences.add(Words.count(moved, "case moves", "cases move") + " from "
                    + Words.outcome(from).toLowerCase(Locale.ENGLISH) + " to "
                    + Words.outcome(to).toLowerCase(Locale.ENGLISH) + ".");
        }

        private List<Lane> lanes(boolean before) {
            List<Lane> lanes = new ArrayList<>();
            for (Outcome outcome : Outcome.values()) {
                long stay = moved(outcome, outcome);
                lanes.add(new Lane(
                        Words.outcome(outcome),
                        Words.count(stay + (before ? out(outcome) : in(outcome)), "case", "cases"),
                        before ? 0 : RIGHT_BOX,
                        top(outcome)));
            }
            return lanes;
        }

        private long out(Outcome from) {
            long sum = 0;
            for (Outcome to : Outcome.values()) {
                sum += from == to ? 0 : moved(from, to);
            }
            return sum;
        }

        private long in(Outcome to) {
            long sum = 0;
            for (Outcome from : Outcome.values()) {
                sum += from == to ? 0 : moved(from, to);
            }
            return sum;
        }

        private long moved(Outcome from, Outcome to) {
            return tallies.count(from.name(), to.name());
        }

        private static int top(Outcome outcome) {
            return FIRST + PITCH * outcome.ordinal();
        }
    }
}
