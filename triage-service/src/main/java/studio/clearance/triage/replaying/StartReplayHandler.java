package studio.clearance.triage.replaying;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.lifecycle.Edition;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.Refusal;
import studio.clearance.triage.domain.lifecycle.Succession;
import studio.clearance.triage.governing.PolicyInForce;
import studio.clearance.triage.http.Refusals;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.persistence.Replay;
import studio.clearance.triage.persistence.Replays;
import studio.clearance.triage.persistence.Tallies;

/** A replay begins: with a valid text, against the version it would take over from. */
@ApplicationScoped
public class StartReplayHandler {

    private final PolicyVersions versions;
    private final Replays replays;
    private final PolicyInForce inForce;
    private final ReplayWorker worker;
    private final Clock clock;

    StartReplayHandler(
            PolicyVersions versions, Replays replays, PolicyInForce inForce, ReplayWorker worker, Clock clock) {
        this.versions = versions;
        this.replays = replays;
        this.inForce = inForce;
        this.worker = worker;
        this.clock = clock;
    }

    /** @param against the published version to compare with; the one in force when null */
    public Replay start(Transaction tx, Person by, String version, @Nullable String against) {
        PolicyVersion found = versions.find(tx, version).orElseThrow(Refusals::noSuchVersion);
        Edition edition = switch (found) {
            case PolicyVersion.Draft draft -> throw Refusals.problem(Refusal.ONLY_A_VALID_TEXT_IS_REPLAYED);
            case PolicyVersion.Withdrawn gone -> throw Refusals.problem(Refusal.A_WITHDRAWN_DRAFT_STAYS_WITHDRAWN);
            case PolicyVersion.Valid valid -> valid.edition();
            case PolicyVersion.Replayed again -> again.edition();
            case PolicyVersion.Published published -> published.edition();
        };
        Publication comparedWith = published(tx, against);
        Replay replay = new Replay(
                TimeOrderedIds.next(),
                version,
                edition.sha256(),
                comparedWith.version(),
                comparedWith.sha256(),
                inForce.now().identity().evaluator(),
                Replay.State.RUNNING,
                by.name(),
                clock.instant(),
                null,
                0,
                0,
                0,
                0,
                0,
                Duration.ZERO,
                Tallies.none(),
                null);
        if (!replays.start(tx, replay)) {
            throw Problem.of(
                    409,
                    "replay-running",
                    "A replay of this version is running",
                    "Wait until it has completed, or cancel it first.");
        }
        tx.afterCommit(worker::wake);
        return replay;
    }

    private Publication published(Transaction tx, @Nullable String against) {
        Succession succession = new Succession(versions.publications(tx));
        return against == null
                ? succession.inForceAt(clock.instant()).orElseThrow(Refusals::noSuchVersion)
                : succession.publications().stream()
                        .filter(publication -> publication.version().equals(against))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalidContent(
                                List.of(new FieldError("/against", "There is no published version " + against + "."))));
    }
}
