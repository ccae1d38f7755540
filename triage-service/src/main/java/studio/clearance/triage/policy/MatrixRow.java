package studio.clearance.triage.policy;

/**
 * A row of the use-case matrix.
 *
 * @param mark what the guidance prints beside it: allowed, judgement or stop
 */
public record MatrixRow(String clause, String heading, String says, Mark mark) {
    public enum Mark {
        ALLOWED,
        JUDGEMENT,
        STOP
    }
}
