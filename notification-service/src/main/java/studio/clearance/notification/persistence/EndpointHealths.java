package studio.clearance.notification.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.notification.domain.EndpointHealth;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Telling;

/** Whether endpoints take what they are sent. Read and written only when something about it may have changed. */
@ApplicationScoped
public class EndpointHealths {

    /** What is known of one endpoint, locked until the transaction ends. */
    public record Known(UUID id, String url, EndpointHealth health) {}

    /** What the owner of an endpoint is to be told. */
    public record Notice(UUID endpointId, Kind kind, Telling telling) {}

    private static final String LOCK = """
            select id, url, failing_since, owner_told, switched_off_at, switched_off_for
            from webhook_endpoint
            where id = any ($1) and deleted_at is null
            order by id
            for no key update""";

    private static final String SAVE = """
            update webhook_endpoint e
            set failing_since = h.failing_since, owner_told = h.owner_told,
                switched_off_at = h.switched_off_at, switched_off_for = h.switched_off_for, version = e.version + 1
            from unnest($1::uuid[], $2::timestamptz[], $3::boolean[], $4::timestamptz[], $5::text[])
              as h(id, failing_since, owner_told, switched_off_at, switched_off_for)
            where e.id = h.id""";

    private static final String REST = """
            update webhook_endpoint e
            set rests_until = greatest(e.rests_until, now() + r.ms * interval '1 millisecond')
            from unnest($1::uuid[], $2::bigint[]) as r(id, ms)
            where e.id = r.id""";

    private static final String HOLD_WHAT_WAITS = """
            update delivery set state = 'HELD'
            where channel = 'WEBHOOK' and state = 'PENDING' and endpoint_id = any ($1)""";

    /** To the address given with the endpoint, or else to the one the partner gave last. */
    private static final String NOTIFY_OWNER = """
            with noticed as (
              insert into notification
                (id, use_case_id, caused_by, kind, revision, occurred_at, telling, thin, waiting)
              select uuidv7(), null, n.endpoint_id, n.kind, 0, now(), n.telling::jsonb, '{}', false
              from unnest($1::uuid[], $2::text[], $3::text[]) as n(endpoint_id, kind, telling)
              returning id, caused_by)
            insert into delivery (id, notification_id, channel, audience, name, address, language, endpoint_id)
            select uuidv7(), noticed.id, 'EMAIL', 'ENDPOINT_OWNER', coalesce(p.name, e.partner_id),
                   coalesce(e.notice_email, p.address), coalesce(p.language, 'en'), e.id
            from noticed
            join webhook_endpoint e on e.id = noticed.caused_by
            left join lateral (
              select r.name, r.address, r.language
              from (select recipients from use_case where partner_id = e.partner_id order by id desc limit 1) u
              cross join lateral jsonb_to_recordset(u.recipients)
                as r(audience text, name text, address text, language text)
              where r.audience in ('PARTNER', 'SUBMITTER')
              order by r.audience
              limit 1) p on true
            where coalesce(e.notice_email, p.address) is not null""";

    /** {@link #known} reads its result. */
    public Statement lock(Collection<UUID> endpoints) {
        return Statement.of(LOCK, (Object) endpoints.toArray(UUID[]::new));
    }

    public Map<UUID, Known> known(RowSet<Row> locked) {
        Map<UUID, Known> known = HashMap.newHashMap(locked.size());
        for (Row row : locked) {
            known.put(row.getUUID(0), new Known(row.getUUID(0), row.getString(1), health(row)));
        }
        return known;
    }

    private static EndpointHealth health(Row row) {
        OffsetDateTime failingSince = row.getOffsetDateTime(2);
        OffsetDateTime switchedOff = row.getOffsetDateTime(4);
        if (switchedOff != null) {
            return new EndpointHealth.SwitchedOff(
                    switchedOff.toInstant(), EndpointHealth.Because.valueOf(row.getString(5)));
        }
        return failingSince == null
                ? new EndpointHealth.Healthy()
                : new EndpointHealth.Failing(failingSince.toInstant(), row.getBoolean(3));
    }

    public void save(Transaction tx, Map<UUID, EndpointHealth> changed) {
        int count = changed.size();
        UUID[] ids = new UUID[count];
        @Nullable Instant[] failingSince = new @Nullable Instant[count];
        Boolean[] ownerTold = new Boolean[count];
        @Nullable Instant[] switchedOff = new @Nullable Instant[count];
        @Nullable String[] because = new @Nullable String[count];
        int i = 0;
        for (Map.Entry<UUID, EndpointHealth> each : changed.entrySet()) {
            ids[i] = each.getKey();
            ownerTold[i] = false;
            switch (each.getValue()) {
                case EndpointHealth.Healthy healthy -> {}
                case EndpointHealth.Failing failing -> {
                    failingSince[i] = failing.since();
                    ownerTold[i] = failing.ownerTold();
                }
                case EndpointHealth.SwitchedOff off -> {
                    switchedOff[i] = off.at();
                    because[i] = off.because().name();
                }
            }
            i++;
        }
        tx.query(SAVE, ids, failingSince, ownerTold, switchedOff, because);
    }

    /** Leaves the endpoints in peace for so long, whatever is due to them. */
    public void rest(Transaction tx, Map<UUID, Duration> rests) {
        UUID[] ids = rests.keySet().toArray(UUID[]::new);
        Long[] millis = rests.values().stream().map(Duration::toMillis).toArray(Long[]::new);
        tx.query(REST, ids, millis);
    }

    /** Keeps what is queued for these endpoints for a replay. */
    public void holdWhatWaits(Transaction tx, Collection<UUID> endpoints) {
        tx.query(HOLD_WHAT_WAITS, (Object) endpoints.toArray(UUID[]::new));
    }

    public void notifyOwners(Transaction tx, List<Notice> notices) {
        UUID[] ids = notices.stream().map(Notice::endpointId).toArray(UUID[]::new);
        String[] kinds = notices.stream().map(notice -> notice.kind().name()).toArray(String[]::new);
        String[] tellings = notices.stream()
                .map(notice -> new String(Json.write(notice.telling()), UTF_8))
                .toArray(String[]::new);
        tx.query(NOTIFY_OWNER, ids, kinds, tellings);
    }
}
