package studio.clearance.triage.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version tried on what was declared so far, and how far the trial has come.
 *
 * @param text the SHA-256 of the text that is tried
 * @param against the version it is compared with
 * @param upTo the last declaration that is part of it
 * @param cursor the last declaration that was decided; work goes on after it
 * @param worked time spent on it, over all interruptions
 */
public record Replay(
        UUID id,
        String version,
        String text,
        String against,
        String againstText,
        String evaluator,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        long upTo,
        long cursor,
        long total,
        long examined,
        long changed,
        Duration worked,
        Tallies tallies,
        @Nullable String failure) {

    /** The work after another piece; {@code finishedAt} when it was the last. */
    public Replay after(
            long cursor, int examined, int changed, Tallies more, Duration worked, @Nullable Instant finishedAt) {
        return new Replay(
                id,
                version,
                text,
                against,
                againstText,
                evaluator,
                finishedAt == null ? state : State.COMPLETED,
                requestedBy,
                requestedAt,
                finishedAt,
                upTo,
                cursor,
                total,
                this.examined + examined,
                this.changed + changed,
                this.worked.plus(worked),
                tallies.plus(more),
                null);
    }

    public Replay failed(String reason, Instant at) {
        return new Replay(
                id,
                version,
                text,
                against,
                againstText,
                evaluator,
                State.FAILED,
                requestedBy,
                requestedAt,
                at,
                upTo,
                cursor,
                total,
                examined,
                changed,
                worked,
                tallies,
                reason);
    }

    public enum State {
        RUNNING,
        CANCELLED,
        COMPLETED,
        FAILED
    }
}
