package studio.clearance.intake.domain;

import java.time.Instant;

/** What triage said last of the current revision, and when. */
public record Triage(Outcome outcome, Instant decidedAt) {}
