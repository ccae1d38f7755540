package studio.clearance.notification.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.notification.domain.Kind;

/** What was sent, for those who ask; and having it sent again. */
@ApplicationScoped
public class DeliveryRecords {

    /** Where a delivery stands. */
    public enum State {
        PENDING,
        DELIVERED,
        FAILED,
        HELD
    }

    /** Which deliveries a replay of a range takes up. */
    public enum Which {
        UNDELIVERED,
        ALL
    }

    /**
     * One webhook on its way to one endpoint.
     *
     * @param thin JSON object: what its payload adds to the identification of the use case
     */
    public record Webhook(
            UUID id,
            UUID notificationId,
            Kind kind,
            @Nullable UUID useCaseId,
            @Nullable String reference,
            int revision,
            Instant occurredAt,
            String thin,
            State state,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt,
            List<Attempt> attempts) {}

    /** One notification on its way to one recipient, by mail or webhook. */
    public record Told(
            UUID id,
            UUID notificationId,
            Kind kind,
            int revision,
            Instant occurredAt,
            String channel,
            @Nullable String audience,
            @Nullable String name,
            @Nullable String address,
            @Nullable String language,
            @Nullable UUID endpointId,
            @Nullable String endpointUrl,
            State state,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt,
            List<Attempt> attempts) {}

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private static final String WEBHOOKS = """
            select d.id, d.notification_id, n.kind, n.use_case_id, u.reference, n.revision, n.occurred_at, n.thin::text,
                   d.state, d.due_at, d.finished_at, d.attempts::text
            from delivery d
            join webhook_endpoint e on e.id = d.endpoint_id and e.deleted_at is null
            join notification n on n.id = d.notification_id
            left join use_case u on u.id = n.use_case_id
            where d.channel = 'WEBHOOK' and d.endpoint_id = $1 and ($2::text is null or e.partner_id = $2)""";

    private static final String PAGE_OF_WEBHOOKS = WEBHOOKS + """
              and ($3::text is null or d.state = $3) and ($4::uuid is null or d.id < $4)
            order by d.id desc
            limit $5""";

    private static final String ONE_WEBHOOK = WEBHOOKS + " and d.id = $3";

    private static final String TOLD = """
            select d.id, d.notification_id, n.kind, n.revision, n.occurred_at, d.channel, d.audience, d.name, d.address,
                   d.language, d.endpoint_id, e.url, d.state, d.due_at, d.finished_at, d.attempts::text
            from notification n
            join use_case u on u.id = n.use_case_id
            join delivery d on d.notification_id = n.id
            left join webhook_endpoint e on e.id = d.endpoint_id
            where n.use_case_id = $1 and ($2::text is null or u.partner_id = $2) and ($3::uuid is null or d.id < $3)
            order by d.id desc
            limit $4""";

    private static final String TAKE_UP_AGAIN = """
            set state = 'PENDING', due_at = now(), failures = 0, finished_at = null""";

    /** An endpoint that is switched off takes nothing up. */
    private static final String REPLAY_ONE = "update delivery d " + TAKE_UP_AGAIN + """
             from webhook_endpoint e
            where d.id = $3 and d.channel = 'WEBHOOK' and d.endpoint_id = $1
              and e.id = d.endpoint_id and e.deleted_at is null and e.switched_off_at is null
              and ($2::text is null or e.partner_id = $2)""";

    /** By the time-ordered ids, which the index is made of. */
    private static final String REPLAY_RANGE = """
            with chosen as (
              select d.id
              from delivery d
              join webhook_endpoint e on e.id = d.endpoint_id and e.deleted_at is null and e.switched_off_at is null
              join notification n on n.id = d.notification_id and n.kind <> 'PING'
              where d.channel = 'WEBHOOK' and d.endpoint_id = $1 and ($2::text is null or e.partner_id = $2)
                and d.id >= $3 and d.id < $4
                and case when $5 then d.state <> 'PENDING' else d.state in ('FAILED', 'HELD') end
              order by d.id
              limit $6
              for update of d skip locked)
            update delivery d\s""" + TAKE_UP_AGAIN + " from chosen where d.id = chosen.id";

    private static final String PING = """
            with endpoint as (
              select id, url, version from webhook_endpoint
              where id = $1 and deleted_at is null and ($2::text is null or partner_id = $2)),
            pinged as (
              insert into notification (id, use_case_id, caused_by, kind, webhook_type, revision, occurred_at,
                                        telling, thin, waiting)
              select $3, null, endpoint.id, 'PING', 'ping', 0, $4, '{"said": []}', '{}', false from endpoint
              returning id)
            insert into delivery (id, notification_id, channel, endpoint_id, claim, due_at)
            select $5, pinged.id, 'WEBHOOK', endpoint.id, 1, now() + $6 * interval '1 millisecond'
            from endpoint, pinged
            returning (select url from endpoint), (select version from endpoint)""";

    private final Database database;

    public DeliveryRecords(Database database) {
        this.database = database;
    }

    /** The newest first. */
    public List<Webhook> webhooks(Scope scope, UUID endpoint, @Nullable State state, @Nullable UUID before, int most) {
        List<Webhook> found = new ArrayList<>();
        String wanted = state == null ? null : state.name();
        for (Row row : database.query(PAGE_OF_WEBHOOKS, endpoint, scope.partnerId(), wanted, before, most)) {
            found.add(webhook(row));
        }
        return found;
    }

    public Optional<Webhook> webhook(Scope scope, UUID endpoint, UUID delivery) {
        for (Row row : database.query(ONE_WEBHOOK, endpoint, scope.partnerId(), delivery)) {
            return Optional.of(webhook(row));
        }
        return Optional.empty();
    }

    /** Everything that was told about one use case, the newest first. */
    public List<Told> told(Scope scope, UUID useCase, @Nullable UUID before, int most) {
        List<Told> found = new ArrayList<>();
        for (Row row : database.query(TOLD, useCase, scope.partnerId(), before, most)) {
            found.add(told(row));
        }
        return found;
    }

    /** Queues one delivery again; false when it does not exist or its endpoint is switched off. */
    public boolean replay(Scope scope, UUID endpoint, UUID delivery) {
        return database.query(REPLAY_ONE, endpoint, scope.partnerId(), delivery).rowCount() == 1;
    }

    /** Queues the deliveries of a span of time again, the oldest first, and says how many. */
    public int replay(Scope scope, UUID endpoint, Instant from, Instant to, Which which, int most) {
        return database.query(
                        REPLAY_RANGE,
                        endpoint,
                        scope.partnerId(),
                        firstIdAt(from),
                        firstIdAt(to),
                        which == Which.ALL,
                        most)
                .rowCount();
    }

    /** A ping in the hands of the caller, for so long; nothing when the endpoint is not within reach. */
    public Optional<WebhookTask> ping(Scope scope, UUID endpoint, Instant now, Duration claim) {
        UUID notification = TimeOrderedIds.next();
        UUID delivery = TimeOrderedIds.next();
        for (Row row :
                database.query(PING, endpoint, scope.partnerId(), notification, now, delivery, claim.toMillis())) {
            Claimed claimed = new Claimed(delivery, 1, 0, notification, Kind.PING, null, endpoint, null);
            return Optional.of(new WebhookTask(
                    claimed, endpoint, row.getString(0), row.getInteger(1), false, null, null, 0, now, "{}"));
        }
        return Optional.empty();
    }

    /** The smallest version 7 UUID of that millisecond. */
    private static UUID firstIdAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }

    private static Webhook webhook(Row row) {
        State state = State.valueOf(row.getString(8));
        return new Webhook(
                row.getUUID(0),
                row.getUUID(1),
                Kind.valueOf(row.getString(2)),
                row.getUUID(3),
                row.getString(4),
                row.getInteger(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getString(7),
                state,
                state == State.PENDING ? instant(row.getOffsetDateTime(9)) : null,
                instant(row.getOffsetDateTime(10)),
                attempts(row.getString(11)));
    }

    private static Told told(Row row) {
        State state = State.valueOf(row.getString(12));
        return new Told(
                row.getUUID(0),
                row.getUUID(1),
                Kind.valueOf(row.getString(2)),
                row.getInteger(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getUUID(10),
                row.getString(11),
                state,
                state == State.PENDING ? instant(row.getOffsetDateTime(13)) : null,
                instant(row.getOffsetDateTime(14)),
                attempts(row.getString(15)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static List<Attempt> attempts(String json) {
        try {
            return Json.MAPPER.readValue(json.getBytes(UTF_8), ATTEMPTS);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
