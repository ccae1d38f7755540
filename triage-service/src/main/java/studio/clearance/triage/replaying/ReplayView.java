package studio.clearance.triage.replaying;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.persistence.Replay;
import studio.clearance.triage.persistence.Replays.OpenCases;

/** A replay as it is read. */
@Schema(name = "Replay")
record ReplayView(
        UUID id,
        String version,

        @Schema(description = "The published version it is compared with")
        String against,

        Replay.State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,

        @Schema(description = "Declarations that are part of it")
        long total,

        @Schema(description = "Those that were decided so far")
        long examined,

        @Schema(description = "Those that come out differently")
        long changed,

        long workedMillis,
        long perSecond,

        @Schema(description = "Declarations by outcome before, then by outcome after; the unchanged ones included")
        Map<String, Map<String, Long>> moves,

        @Schema(
                description =
                        "Changed declarations by the clause that made the difference, then as in moves; one may count for several clauses")
        Map<String, Map<String, Map<String, Long>>> byClause,

        @Schema(
                description =
                        "Changed cases that nobody has decided yet: what a re-review would reach; once it has completed")
        @Nullable
        OpenCases openCases,

        @Nullable String failure) {

    static ReplayView of(Replay replay, @Nullable OpenCases openCases) {
        long worked = replay.worked().toMillis();
        return new ReplayView(
                replay.id(),
                replay.version(),
                replay.against(),
                replay.state(),
                replay.requestedBy(),
                replay.requestedAt(),
                replay.finishedAt(),
                replay.total(),
                replay.examined(),
                replay.changed(),
                worked,
                worked == 0 ? 0 : replay.examined() * 1000 / worked,
                replay.tallies().moves(),
                replay.tallies().byClause(),
                openCases,
                replay.failure());
    }
}
