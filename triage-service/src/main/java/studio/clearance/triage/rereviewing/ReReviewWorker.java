package studio.clearance.triage.rereviewing;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.governing.StoredDeclarations;
import studio.clearance.triage.messaging.DecisionEvents;
import studio.clearance.triage.persistence.ReReviews;
import studio.clearance.triage.persistence.ReReviews.OpenCase;
import studio.clearance.triage.persistence.ReReviews.Progress;
import studio.clearance.triage.persistence.Triage;
import studio.clearance.triage.persistence.Triages;
import studio.clearance.triage.policy.Policy;

/**
 * Decides open cases again under the new policy and publishes what changes, a piece a transaction: a case is decided again once, however
 * often the work is interrupted.
 */
@ApplicationScoped
class ReReviewWorker {

    private static final Logger LOG = Logger.getLogger(ReReviewWorker.class);
    private static final int PIECE = 200;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Database database;
    private final ReReviews reReviews;
    private final Triages triages;
    private final Policies policies;
    private final StoredDeclarations declarations;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration grace;
    private final UUID me = UUID.randomUUID();

    ReReviewWorker(
            Database database,
            ReReviews reReviews,
            Triages triages,
            Policies policies,
            StoredDeclarations declarations,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "clearance.policies.notice", defaultValue = "5s") Duration grace) {
        this.database = database;
        this.reReviews = reReviews;
        this.triages = triages;
        this.policies = policies;
        this.declarations = declarations;
        this.outbox = outbox;
        this.clock = clock;
        this.grace = grace;
    }

    @Scheduled(
            every = "${clearance.re-review.look:5s}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Optional<Progress> claimed = reReviews.claim(me, clock.instant().minus(grace), LEASE);
        claimed.ifPresent(this::run);
    }

    private void run(Progress from) {
        Policy policy = policies.withText(from.text())
                .orElseThrow(() -> new IllegalStateException("Policy text " + from.text() + " is not stored"));
        Progress reached = from;
        while (!reached.completed()) {
            Progress at = reached;
            Progress to = database.transaction(tx -> piece(tx, at, policy));
            if (to.equals(at)) {
                return;
            }
            reached = to;
        }
        LOG.infof(
                "Version %s: %d open cases decided again, %d changed",
                from.version(), reached.examined(), reached.reissued());
    }

    /** @return the same progress when the work is in other hands */
    private Progress piece(Transaction tx, Progress at, Policy policy) {
        List<OpenCase> cases = reReviews.next(tx, at, PIECE);
        List<Triage> changed = new ArrayList<>();
        List<OutgoingEvent> events = new ArrayList<>();
        Instant now = clock.instant();
        for (OpenCase open : cases) {
            Declaration declaration = declarations.read(open.declaration());
            if (policy.decide(declaration).outcome() == open.outcome()) {
                continue;
            }
            Assessment assessment = policy.assess(declaration);
            Triage triage = Triage.of(TimeOrderedIds.next(), open.revision(), assessment, open.triage(), now);
            changed.add(triage);
            events.addAll(DecisionEvents.of(triage, assessment, open.revisionHash(), open.submitted()));
        }
        Progress to = new Progress(
                at.version(),
                at.text(),
                at.scope(),
                cases.isEmpty() ? at.cursor() : cases.getLast().seq(),
                at.examined() + cases.size(),
                at.reissued() + changed.size(),
                cases.size() < PIECE);
        if (!reReviews.advance(tx, to, me, LEASE)) {
            return at;
        }
        if (!changed.isEmpty()) {
            triages.record(tx, changed);
            outbox.append(tx, events);
        }
        return to;
    }
}
