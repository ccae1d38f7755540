package studio.clearance.triage.replaying;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import studio.clearance.kit.db.Database;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.governing.StoredDeclarations;
import studio.clearance.triage.persistence.Replay;
import studio.clearance.triage.persistence.Replays;
import studio.clearance.triage.persistence.Replays.Declared;
import studio.clearance.triage.persistence.Replays.Found;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.policy.PolicyRefused;

/**
 * Works on replays in the background, one at a time. A piece of declarations is read while the one before it is decided on all cores;
 * what a piece found and where to go on are saved in one transaction. A worker that dies loses the piece in its hands: its lease runs
 * out, and any replica goes on from where it was saved.
 */
@ApplicationScoped
public class ReplayWorker {

    private static final Logger LOG = Logger.getLogger(ReplayWorker.class);

    private final Database database;
    private final Replays replays;
    private final Policies policies;
    private final StoredDeclarations declarations;
    private final Clock clock;
    private final int piece;
    private final Duration lease;
    private final UUID me = UUID.randomUUID();
    private final AtomicBoolean working = new AtomicBoolean();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    ReplayWorker(
            Database database,
            Replays replays,
            Policies policies,
            StoredDeclarations declarations,
            Clock clock,
            @ConfigProperty(name = "clearance.replay.piece", defaultValue = "1000") int piece,
            @ConfigProperty(name = "clearance.replay.lease", defaultValue = "15s") Duration lease) {
        this.database = database;
        this.replays = replays;
        this.policies = policies;
        this.declarations = declarations;
        this.clock = clock;
        this.piece = piece;
        this.lease = lease;
    }

    /** Finds what was left lying: begun elsewhere, or by a process that is gone. */
    @Scheduled(
            every = "${clearance.replay.look:5s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        wake();
    }

    /** Begins at once instead of at the next look. */
    public void wake() {
        if (!stopping && working.compareAndSet(false, true)) {
            Thread.ofPlatform().name("replay").daemon().start(this::work);
        }
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    private void work() {
        try {
            Optional<Replay> claimed = replays.claim(me, lease);
            while (claimed.isPresent() && !stopping) {
                run(claimed.get());
                claimed = replays.claim(me, lease);
            }
        } catch (RuntimeException failed) {
            LOG.warnf("Replays wait: %s", failed.getMessage());
        } finally {
            working.set(false);
        }
    }

    private void run(Replay replay) {
        LOG.infof(
                "Replay %s of version %s goes on after %d of %d",
                replay.id(), replay.version(), replay.examined(), replay.total());
        try {
            Comparison comparison = comparison(replay);
            Replay reached = replay;
            CompletableFuture<List<Declared>> next = read(replay, replay.cursor());
            while (reached.state() == Replay.State.RUNNING && !stopping) {
                long started = System.nanoTime();
                List<Declared> declared = next.join();
                if (!declared.isEmpty()) {
                    next = read(replay, declared.getLast().seq());
                }
                List<Comparison.Result> results =
                        declared.parallelStream().map(comparison::of).toList();
                List<Found> found = results.stream()
                        .flatMap(result -> result.change().stream())
                        .toList();
                Replay to = reached.after(
                        declared.isEmpty() ? reached.upTo() : declared.getLast().seq(),
                        declared.size(),
                        found.size(),
                        Comparison.tally(results),
                        Duration.ofNanos(System.nanoTime() - started),
                        declared.size() < piece ? clock.instant() : null);
                if (!database.transaction(tx -> replays.advance(tx, to, found, me, lease))) {
                    LOG.infof("Replay %s was cancelled, or is in other hands", replay.id());
                    return;
                }
                reached = to;
            }
            if (stopping) {
                replays.release(replay.id(), me);
            }
            LOG.infof("Replay %s: %d declarations, %d changed", replay.id(), reached.examined(), reached.changed());
        } catch (NotComparable noUse) {
            fail(replay, noUse.reason);
        }
    }

    private void fail(Replay replay, String reason) {
        LOG.errorf("Replay %s cannot go on: %s", replay.id(), reason);
        database.transaction(tx -> replays.advance(tx, replay.failed(reason, clock.instant()), List.of(), me, lease));
    }

    private CompletableFuture<List<Declared>> read(Replay replay, long cursor) {
        return CompletableFuture.supplyAsync(() -> replays.next(replay, cursor, piece), readers);
    }

    private Comparison comparison(Replay replay) {
        Policy tried = policy(replay.text());
        if (!tried.identity().evaluator().equals(replay.evaluator())) {
            throw new NotComparable("The service was updated since; replay it again.");
        }
        return new Comparison(tried, policy(replay.againstText()), declarations::read);
    }

    private Policy policy(String sha256) {
        try {
            return policies.withText(sha256).orElseThrow(() -> new NotComparable("A text of the two is not stored."));
        } catch (PolicyRefused refused) {
            throw new NotComparable("This release cannot apply one of the two texts: " + refused.getMessage());
        }
    }

    /** Trying again would not help. */
    private static final class NotComparable extends RuntimeException {

        private static final long serialVersionUID = 1;

        final String reason;

        NotComparable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
