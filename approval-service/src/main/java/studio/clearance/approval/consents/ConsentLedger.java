package studio.clearance.approval.consents;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.settings.Pace;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.http.Caller;

/**
 * What performers agreed to. When a consent ends, by withdrawal or in time, every approval that rests on it is suspended in
 * the same transaction.
 */
@ApplicationScoped
public class ConsentLedger {

    private static final String COLUMNS = """
            select id, performer, production_id, kind, scope, document_sha256, document_location, guild_requirement, granted_at,
                   expires_at, recorded_by_name, recorded_at, withdrawn_at, withdrawal_reason, ended
            from consent
            """;

    private static final String RECORD = """
            insert into consent (id, performer, production_id, kind, scope, document_sha256, document_location,
                                 guild_requirement, granted_at, expires_at, recorded_by, recorded_by_name, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""";

    private static final String WITHDRAW = """
            update consent set withdrawn_at = $2, withdrawal_reason = $3, ended = true
            where id = $1 and withdrawn_at is null returning id""";

    private static final String EXPIRE = """
            update consent set ended = true
            where id in (select id from consent where not ended and expires_at <= $1
                         order by expires_at, id limit $2 for update skip locked)
            returning id""";

    private static final String RESTING = """
            select r.approval_id, r.consent_id from approval_consent r
            join approval a on a.id = r.approval_id
            where r.consent_id = any($1) and r.replaced_by is null and a.state = 'IN_FORCE'""";

    private final Database database;
    private final Approvals approvals;
    private final Outbox outbox;
    private final Moments moments;
    private final Pace pace;

    public ConsentLedger(Database database, Approvals approvals, Outbox outbox, Moments moments, Pace pace) {
        this.database = database;
        this.approvals = approvals;
        this.outbox = outbox;
        this.moments = moments;
        this.pace = pace;
    }

    /** What is agreed to. */
    public enum Kind {
        DIGITAL_REPLICA,
        VOICE_CLONE,
        REAGEING,
        ALTERATION,
        TRAINING,
        OTHER
    }

    /** How a consent stands. */
    public enum State {
        LIVE,
        EXPIRED,
        WITHDRAWN
    }

    /**
     * @param documentSha256 of the signed document, lower-case hex
     * @param documentLocation where it lies
     * @param guildRequirement what the performer's guild demands for it, where it demands something
     */
    public record Entry(
            UUID id,
            String performer,
            String productionId,
            Kind kind,
            String scope,
            String documentSha256,
            String documentLocation,
            @Nullable String guildRequirement,
            Instant grantedAt,
            @Nullable Instant expiresAt,
            State state,
            String recordedBy,
            Instant recordedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawalReason) {}

    void record(Transaction tx, Entry entry, Caller by) {
        tx.query(
                RECORD,
                entry.id(),
                entry.performer(),
                entry.productionId(),
                entry.kind().name(),
                entry.scope(),
                entry.documentSha256(),
                entry.documentLocation(),
                entry.guildRequirement(),
                entry.grantedAt(),
                entry.expiresAt(),
                by.subject(),
                by.name(),
                entry.recordedAt());
    }

    public Optional<Entry> find(UUID id) {
        return entries(database.query(COLUMNS + "where id = $1", id)).stream().findFirst();
    }

    /** The consents for a production, by performer. */
    public List<Entry> of(String production) {
        return entries(database.query(
                COLUMNS + "where production_id = $1 order by performer, granted_at, id limit 1000", production));
    }

    /** Whether there was one to withdraw. */
    public boolean withdraw(UUID id, String reason) {
        return database.transaction(tx -> {
            Writes writes = new Writes(moments.now());
            if (tx.query(WITHDRAW, id, writes.now(), reason).size() == 0) {
                return false;
            }
            suspend(tx, List.of(id), "A consent this approval rests on was withdrawn.", writes);
            writes.flush(tx, outbox);
            return true;
        });
    }

    @Scheduled(every = "{clearance.approval.jobs.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void expire() {
        pace.workOff(this::expireSome);
    }

    private int expireSome() {
        return database.transaction(tx -> {
            Writes writes = new Writes(moments.now());
            List<UUID> expired = new ArrayList<>();
            for (Row row : tx.query(EXPIRE, writes.now(), pace.portion())) {
                expired.add(row.getUUID("id"));
            }
            if (!expired.isEmpty()) {
                suspend(tx, expired, "A consent this approval rests on has expired.", writes);
                writes.flush(tx, outbox);
            }
            return expired.size();
        });
    }

    /** The consents are locked by now; a grant that rests on one of them has either committed or will find it ended. */
    private void suspend(Transaction tx, List<UUID> consents, String reason, Writes writes) {
        Map<UUID, UUID> consentOf = new HashMap<>();
        for (Row row : tx.query(RESTING, (Object) consents.toArray(UUID[]::new))) {
            consentOf.put(row.getUUID("approval_id"), row.getUUID("consent_id"));
        }
        if (consentOf.isEmpty()) {
            return;
        }
        for (StoredApproval stored : approvals.lock(tx, consentOf.keySet()).values()) {
            if (stored.approval() instanceof Approval.InForce inForce) {
                Approval.Taken taken = inForce.suspend(reason, writes.now());
                UUID id = inForce.about().id().value();
                writes.note(stored.grantedIn(), taken.entry());
                writes.change(taken.next());
                writes.publish(new ApprovalEvent.ApprovalSuspended(
                                About.of(inForce.about().file()),
                                id,
                                reason,
                                Objects.requireNonNull(consentOf.get(id)),
                                writes.now())
                        .at(writes.now()));
            }
        }
    }

    private List<Entry> entries(RowSet<Row> rows) {
        Instant now = moments.now().now();
        List<Entry> entries = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Instant expiresAt = instant(row.getOffsetDateTime("expires_at"));
            Instant withdrawnAt = instant(row.getOffsetDateTime("withdrawn_at"));
            boolean over = row.getBoolean("ended") || (expiresAt != null && !expiresAt.isAfter(now));
            entries.add(new Entry(
                    row.getUUID("id"),
                    row.getString("performer"),
                    row.getString("production_id"),
                    Kind.valueOf(row.getString("kind")),
                    row.getString("scope"),
                    row.getString("document_sha256"),
                    row.getString("document_location"),
                    row.getString("guild_requirement"),
                    row.getOffsetDateTime("granted_at").toInstant(),
                    expiresAt,
                    withdrawnAt != null ? State.WITHDRAWN : over ? State.EXPIRED : State.LIVE,
                    row.getString("recorded_by_name"),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    withdrawnAt,
                    row.getString("withdrawal_reason")));
        }
        return entries;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
