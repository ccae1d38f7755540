package studio.clearance.approval.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The case's clock in business time.
 *
 * @param dueAt null while the clock is paused or after the case was closed
 * @param paused the partner was asked and has not answered
 * @param remaining business time left: negative by how much the case is late
 */
public record ClockView(
        @Nullable Instant dueAt, boolean paused, boolean overdue, Duration target, Duration remaining) {}
