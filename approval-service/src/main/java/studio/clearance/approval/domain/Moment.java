package studio.clearance.approval.domain;

import java.time.Instant;

/** When something happens, and by which calendar the clocks run. */
public record Moment(Instant now, BusinessCalendar calendar) {}
