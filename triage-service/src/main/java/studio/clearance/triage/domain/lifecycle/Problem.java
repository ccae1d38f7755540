package studio.clearance.triage.domain.lifecycle;

/**
 * Why a text cannot decide.
 *
 * @param line in the text, from 1; 0 when it concerns the whole
 */
public record Problem(int line, String says) {}
