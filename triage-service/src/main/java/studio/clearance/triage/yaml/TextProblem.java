package studio.clearance.triage.yaml;

/**
 * One thing wrong with a text.
 *
 * @param line line in the text, counted from 1
 * @param reason what is wrong, for the person who wrote it
 */
public record TextProblem(int line, String reason) implements Comparable<TextProblem> {
    @Override
    public int compareTo(TextProblem other) {
        return line != other.line ? Integer.compare(line, other.line) : reason.compareTo(other.reason);
    }

    @Override
    public String toString() {
        return "line " + line + ": " + reason;
    }
}
