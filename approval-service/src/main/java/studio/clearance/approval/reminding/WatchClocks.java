package studio.clearance.approval.reminding;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.SlaClock;
import studio.clearance.approval.domain.SlaClock.Mark;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.settings.Pace;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.events.Outbox;

/**
 * Announces the marks that review clocks reach. When a mark is reached is written down when the clock starts, so a restart
 * forgets none; a clock that jumps only makes an announcement early or late, never twice.
 */
@ApplicationScoped
class WatchClocks {

    /** Skips what another replica announces at the moment. */
    private static final String REACHED = """
            select id, next_mark from review_case where next_mark_at <= $1
            order by next_mark_at limit $2 for update skip locked""";

    private final Database database;
    private final ReviewCases cases;
    private final Outbox outbox;
    private final Moments moments;
    private final Pace pace;
    private final String escalatesTo;

    WatchClocks(
            Database database,
            ReviewCases cases,
            Outbox outbox,
            Moments moments,
            Pace pace,
            ApprovalSettings settings) {
        this.database = database;
        this.cases = cases;
        this.outbox = outbox;
        this.moments = moments;
        this.pace = pace;
        this.escalatesTo = settings.sla().escalatesTo();
    }

    /** In portions: ten thousand that are due at once neither hold their locks for long nor come as one burst. */
    @Scheduled(every = "{clearance.approval.jobs.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void announce() {
        pace.workOff(this::announceSome);
    }

    private int announceSome() {
        return database.transaction(tx -> {
            Writes writes = new Writes(moments.now());
            Map<UUID, Mark> reached = new HashMap<>();
            for (Row row : tx.query(REACHED, writes.now(), pace.portion())) {
                reached.put(row.getUUID("id"), Mark.valueOf(row.getString("next_mark")));
            }
            if (reached.isEmpty()) {
                return 0;
            }
            cases.read(tx, reached.keySet())
                    .forEach((id, stored) -> announce(stored, Objects.requireNonNull(reached.get(id)), writes));
            writes.flush(tx, outbox);
            return reached.size();
        });
    }

    private void announce(StoredCase stored, Mark mark, Writes writes) {
        ReviewCase reviewCase = stored.reviewCase();
        if (new CaseAction.Announce(mark).on(reviewCase, writes.moment()) instanceof Ruling.Taken taken
                && reviewCase.clock() instanceof SlaClock.Running clock) {
            writes.advance(stored, taken.next(), taken.entry());
            writes.publish(new ApprovalEvent.ReviewDue(
                            About.of(reviewCase.file()),
                            mark.name(),
                            reviewCase.file().lane().toString(),
                            clock.dueAt(),
                            holders(reviewCase),
                            mark == Mark.OVERDUE ? escalatesTo : null,
                            writes.now())
                    .at(writes.now()));
        }
    }

    private static List<String> holders(ReviewCase reviewCase) {
        return reviewCase.signOffs().bySlot().values().stream()
                .filter(SignOff.Held.class::isInstance)
                .map(held -> ((SignOff.Held) held).holder().person().subject())
                .toList();
    }
}
