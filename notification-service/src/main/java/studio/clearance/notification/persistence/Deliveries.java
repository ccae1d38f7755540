package studio.clearance.notification.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Statement;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.domain.Telling;
import studio.clearance.notification.domain.Verdict;

/**
 * The queue of what is to be sent. A sender claims what is due, for a while; if it does not report within that time it is
 * taken for dead, and another claims the delivery. Nobody waits for another's claim.
 */
@ApplicationScoped
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    private static final String CLAIM_MAILS = """
            with due as (
              select id from delivery
              where channel = 'EMAIL' and state = 'PENDING' and due_at <= now()
              order by due_at
              limit $1
              for update skip locked)
            update delivery d
            set claim = d.claim + 1, due_at = now() + $2 * interval '1 millisecond'
            from due, notification n
            left join use_case u on u.id = n.use_case_id
            where d.id = due.id and n.id = d.notification_id
            returning d.id, d.claim, d.failures, n.id, n.kind, n.use_case_id, n.caused_by, n.traceparent,
                      d.audience, d.name, d.address, d.language,
                      u.reference, n.revision, u.title, u.partner_name, u.time_zone, n.telling::text""";

    /** Per endpoint, so that the backlog of one stands in nobody else's way. $3 and $4: what is under way where. */
    private static final String CLAIM_WEBHOOKS = """
            with ready as (
              select e.id,
                     (case when e.failing_since is null then $5::int else 1 end) - coalesce(busy.deliveries, 0) as room
              from webhook_endpoint e
              left join unnest($3::uuid[], $4::int[]) as busy(endpoint_id, deliveries) on busy.endpoint_id = e.id
              where e.switched_off_at is null and e.deleted_at is null
                and (e.rests_until is null or e.rests_until <= now())),
            due as (
              select d.id
              from ready
              cross join lateral (
                select id from delivery
                where endpoint_id = ready.id and channel = 'WEBHOOK' and state = 'PENDING' and due_at <= now()
                order by due_at
                limit greatest(ready.room, 0)
                for update skip locked) d
              limit $1)
            update delivery d
            set claim = d.claim + 1, due_at = now() + $2 * interval '1 millisecond'
            from due, notification n
            left join use_case u on u.id = n.use_case_id, webhook_endpoint e
            where d.id = due.id and n.id = d.notification_id and e.id = d.endpoint_id
            returning d.id, d.claim, d.failures, n.id, n.kind, n.use_case_id, n.caused_by, n.traceparent,
                      e.id, e.url, e.version, e.failing_since is not null,
                      u.reference, n.revision, n.occurred_at, n.thin::text""";

    /** A delivery whose endpoint was switched off while it was under way stays held, unless it has arrived after all. */
    private static final String REPORT = """
            update delivery d
            set state = case when r.state = 'PENDING' and d.state = 'HELD' then 'HELD' else r.state end,
                due_at = now() + r.wait * interval '1 millisecond',
                failures = d.failures + case r.state when 'DELIVERED' then 0 else 1 end,
                attempts = d.attempts || r.attempt::jsonb,
                finished_at = case when r.state in ('DELIVERED', 'FAILED') then now() end
            from unnest($1::uuid[], $2::int[], $3::text[], $4::bigint[], $5::text[])
              as r(id, claim, state, wait, attempt)
            where d.id = r.id and d.claim = r.claim and d.state in ('PENDING', 'HELD')
            returning d.id, d.claim, jsonb_array_length(d.attempts)""";

    /** A report that came first stands: it may have set the next attempt for later, never for sooner. */
    private static final String PROLONG = """
            update delivery d
            set due_at = greatest(d.due_at, now() + $3 * interval '1 millisecond')
            from unnest($1::uuid[], $2::int[]) as held(id, claim)
            where d.id = held.id and d.claim = held.claim and d.state = 'PENDING'""";

    private final Database database;

    public Deliveries(Database database) {
        this.database = database;
    }

    public List<MailTask> claimMails(int most, Duration claim) {
        List<MailTask> tasks = new ArrayList<>();
        for (Row row : database.query(CLAIM_MAILS, most, claim.toMillis())) {
            addIfReadable(tasks, row, Deliveries::mail);
        }
        return tasks;
    }

    /**
     * As many for each endpoint as it may have, and no more.
     *
     * @param underWay how many deliveries this sender has under way to which endpoint
     * @param perEndpoint how many it may have under way to one
     */
    public List<WebhookTask> claimWebhooks(Map<UUID, Integer> underWay, int perEndpoint, int most, Duration claim) {
        Map<UUID, Integer> now = new TreeMap<>(underWay);
        UUID[] busy = now.keySet().toArray(UUID[]::new);
        Integer[] deliveries = now.values().toArray(Integer[]::new);
        List<WebhookTask> tasks = new ArrayList<>();
        for (Row row : database.query(CLAIM_WEBHOOKS, most, claim.toMillis(), busy, deliveries, perEndpoint)) {
            addIfReadable(tasks, row, Deliveries::webhook);
        }
        return tasks;
    }

    /** Their sender is at it still. */
    public void prolong(Collection<Claimed> held, Duration claim) {
        List<Claimed> now = List.copyOf(held);
        database.query(
                PROLONG,
                now.stream().map(Claimed::deliveryId).toArray(UUID[]::new),
                now.stream().map(Claimed::claim).toArray(Integer[]::new),
                claim.toMillis());
    }

    /** To be run in a transaction; {@link #attempts} reads its result. */
    public Statement report(List<Report> reports) {
        int count = reports.size();
        UUID[] ids = new UUID[count];
        Integer[] claims = new Integer[count];
        String[] states = new String[count];
        Long[] waits = new Long[count];
        String[] attempts = new String[count];
        for (int i = 0; i < count; i++) {
            Report report = reports.get(i);
            ids[i] = report.delivery().deliveryId();
            claims[i] = report.delivery().claim();
            states[i] = state(report.verdict());
            waits[i] = report.verdict() instanceof Verdict.TryAgain(Duration in) ? in.toMillis() : 0L;
            attempts[i] = new String(Json.write(report.attempt()), UTF_8);
        }
        return Statement.of(REPORT, ids, claims, states, waits, attempts);
    }

    /** One claim of one delivery. */
    public record Claim(UUID delivery, int number) {

        public static Claim of(Claimed claimed) {
            return new Claim(claimed.deliveryId(), claimed.claim());
        }
    }

    /** How often each delivery was attempted by now, by the claim that reported. A claim that ran out is not among them. */
    public Map<Claim, Integer> attempts(RowSet<Row> reported) {
        Map<Claim, Integer> attempts = HashMap.newHashMap(reported.size());
        for (Row row : reported) {
            attempts.put(new Claim(row.getUUID(0), row.getInteger(1)), row.getInteger(2));
        }
        return attempts;
    }

    /** A row of another version of this service costs only itself; it is claimed again later. */
    private static <T> void addIfReadable(List<T> tasks, Row row, Function<Row, T> reading) {
        try {
            tasks.add(reading.apply(row));
        } catch (RuntimeException unreadable) {
            LOG.errorf(
                    "Delivery %s cannot be read: %s",
                    row.getUUID(0), unreadable.getClass().getName());
        }
    }

    private static String state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered delivered -> "DELIVERED";
            case Verdict.TryAgain again -> "PENDING";
            case Verdict.GivenUp givenUp -> "FAILED";
            case Verdict.Held held -> "HELD";
        };
    }

    private static Claimed claimed(Row row) {
        return new Claimed(
                row.getUUID(0),
                row.getInteger(1),
                row.getInteger(2),
                row.getUUID(3),
                Kind.valueOf(row.getString(4)),
                row.getUUID(5),
                row.getUUID(6),
                row.getString(7));
    }

    private static MailTask mail(Row row) {
        return new MailTask(
                claimed(row),
                Audience.valueOf(row.getString(8)),
                row.getString(9),
                new MailAddress(row.getString(10)),
                Language.ofTag(row.getString(11)),
                new MailTask.Content(
                        row.getUUID(5),
                        row.getString(12),
                        row.getInteger(13),
                        row.getString(14),
                        row.getString(15),
                        row.getString(16),
                        Json.read(row.getString(17).getBytes(UTF_8), Telling.class)));
    }

    private static WebhookTask webhook(Row row) {
        return new WebhookTask(
                claimed(row),
                row.getUUID(8),
                row.getString(9),
                row.getInteger(10),
                row.getBoolean(11),
                row.getUUID(5),
                row.getString(12),
                row.getInteger(13),
                row.getOffsetDateTime(14).withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
                row.getString(15));
    }
}
