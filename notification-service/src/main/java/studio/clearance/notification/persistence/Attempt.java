package studio.clearance.notification.persistence;

import java.time.Instant;

/**
 * One line of a delivery's log.
 *
 * @param ms how long the answer took
 * @param answer a status or the reason why none came
 */
public record Attempt(Instant at, long ms, String answer) {}
