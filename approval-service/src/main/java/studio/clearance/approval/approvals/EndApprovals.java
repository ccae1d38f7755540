package studio.clearance.approval.approvals;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Refusals;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Rule;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.events.ApprovalEvent.Name;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.settings.Pace;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** Ends approvals: by someone's word, or when their time is over. */
@ApplicationScoped
public class EndApprovals {

    /** One replica at a time: two would only wait for one another's cases. */
    private static final String EXPIRING = """
            with lead as materialized (select pg_try_advisory_xact_lock(hashtext('clearance.approvals.expire')) as leads)
            select id from approval
            where (select leads from lead) and state in ('IN_FORCE', 'SUSPENDED') and expires_at <= $1
            order by expires_at limit $2""";

    private final Database database;
    private final Approvals approvals;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Moments moments;
    private final Pace pace;

    public EndApprovals(
            Database database, Approvals approvals, IdempotencyKeys keys, Outbox outbox, Moments moments, Pace pace) {
        this.database = database;
        this.approvals = approvals;
        this.keys = keys;
        this.outbox = outbox;
        this.moments = moments;
        this.pace = pace;
    }

    /**
     * Takes an approval back for good.
     *
     * @param key null when the caller guards against repetition otherwise
     * @throws Problem 404 when there is none, 409 when it has ended already
     */
    public StoredResponse revoke(Caller caller, UUID id, String reason, IdempotencyKeys.@Nullable Request key) {
        return database.transaction(tx -> {
            Claim.Fresh fresh = null;
            if (key != null) {
                switch (keys.claimAll(tx, List.of(key)).getFirst()) {
                    case Claim.Replay replay -> {
                        return replay.response();
                    }
                    case Claim.InUse inUse -> throw inUse.problem();
                    case Claim.Mismatch mismatch -> throw mismatch.problem();
                    case Claim.Fresh first -> fresh = first;
                }
            }
            StoredApproval stored =
                    approvals.lock(tx, id).orElseThrow(() -> Problem.notFound("There is no approval " + id));
            if (!(stored.approval() instanceof Approval.Living living)) {
                throw Refusals.problem(
                        Rule.APPROVAL_IS_LIVING,
                        "This approval is " + stored.approval().state().name().toLowerCase(Locale.ROOT) + " already.");
            }
            Writes writes = new Writes(moments.now());
            Person by = new Person(caller.subject(), caller.name());
            Approval.Taken taken = living.revoke(by, reason, writes.now());
            writes.note(stored.grantedIn(), taken.entry());
            writes.change(taken.next());
            writes.publish(new ApprovalEvent.ApprovalRevoked(
                            About.of(living.about().file()), id, reason, Name.of(by), writes.now())
                    .at(writes.now()));
            StoredResponse response = new StoredResponse(204, Map.of(), new byte[0]);
            writes.flush(tx, outbox);
            if (fresh != null) {
                keys.remember(tx, fresh, response);
            }
            return response;
        });
    }

    /** In portions, so that ten thousand that end at midnight neither hold a lock for long nor fill the memory. */
    @Scheduled(every = "{clearance.approval.jobs.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void expire() {
        pace.workOff(this::expireSome);
    }

    private int expireSome() {
        return database.transaction(tx -> {
            Writes writes = new Writes(moments.now());
            List<UUID> due = new ArrayList<>();
            for (Row row : tx.query(EXPIRING, writes.now(), pace.portion())) {
                due.add(row.getUUID("id"));
            }
            if (due.isEmpty()) {
                return 0;
            }
            for (StoredApproval stored : approvals.lock(tx, Set.copyOf(due)).values()) {
                if (stored.approval() instanceof Approval.Living living) {
                    Approval.Taken taken = living.expire(writes.now());
                    writes.note(stored.grantedIn(), taken.entry());
                    writes.change(taken.next());
                    writes.publish(new ApprovalEvent.ApprovalExpired(
                                    About.of(living.about().file()),
                                    living.about().id().value(),
                                    living.about().expiresAt())
                            .at(writes.now()));
                }
            }
            writes.flush(tx, outbox);
            return due.size();
        });
    }
}
