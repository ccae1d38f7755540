package studio.clearance.triage.policy.evaluation;

/**
 * The states of all atoms: one board for the use as a whole and, in a pipeline, one for each step.
 *
 * @param situation what they were made from
 * @param whole the use as a whole
 * @param steps as many as the situation has steps; empty where there are none
 */
public record Boards(Situation situation, byte[] whole, byte[][] steps) {
    /** The use as a whole. */
    public static final int WHOLE = -1;

    byte[] at(int step) {
        return step < 0 ? whole : steps[step];
    }

    void set(int atom, boolean value) {
        byte state = value ? Atoms.YES : Atoms.NO;
        whole[atom] = state;
        for (byte[] step : steps) {
            step[atom] = state;
        }
    }
}
