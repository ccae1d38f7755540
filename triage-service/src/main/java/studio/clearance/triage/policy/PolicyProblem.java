package studio.clearance.triage.policy;

/**
 * One thing wrong with a policy text.
 *
 * @param line line in the text, counted from 1
 * @param reason what is wrong, for a policy owner
 */
public record PolicyProblem(int line, String reason) {}
