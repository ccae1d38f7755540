package studio.clearance.triage.domain.lifecycle;

import java.util.UUID;

/**
 * What a completed replay found.
 *
 * @param text the text that was replayed
 * @param against the text it was compared with
 * @param examined how many declarations were decided under both
 * @param changed how many of them come out differently
 */
public record Trial(UUID replay, String text, String against, long examined, long changed) {}
