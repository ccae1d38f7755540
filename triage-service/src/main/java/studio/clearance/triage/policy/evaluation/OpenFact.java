package studio.clearance.triage.policy.evaluation;

/**
 * A fact that is open: answered "unsure", or asked and not answered.
 *
 * @param step index of the step it is open in, or {@link Boards#WHOLE}
 * @param fact index of the fact
 */
public record OpenFact(int step, int fact) {}
