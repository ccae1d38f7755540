package studio.clearance.notification.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.notification.domain.Occurrence;
import studio.clearance.notification.domain.Recipient;

/** What is to be told about which use case, and to whom. */
@ApplicationScoped
public class Notifications {

    /** What is known about a use case once it was submitted. */
    public record UseCase(
            UUID id,
            String reference,
            int revision,
            String title,
            String partnerId,
            String partnerName,
            String timeZone,
            List<Recipient> recipients) {}

    /** Something that happened to a use case. */
    public record Announcement(
            UUID id,
            UUID useCaseId,
            UUID causedBy,
            int revision,
            Instant occurredAt,
            Occurrence occurrence,
            @Nullable String traceparent) {}

    private record StoredRecipient(String audience, String name, String address, String language) {

        static StoredRecipient of(Recipient recipient) {
            return new StoredRecipient(
                    recipient.audience().name(),
                    recipient.name(),
                    recipient.address().value(),
                    recipient.language().tag());
        }
    }

    /** Sorted, as every statement that writes these rows sorts: two batches then wait for each other and never deadlock. */
    private static final String LEARN = """
            insert into use_case as known
              (id, reference, revision, title, partner_id, partner_name, time_zone, recipients)
            select id, reference, revision, title, partner_id, partner_name, time_zone, recipients::jsonb
            from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
              as u(id, reference, revision, title, partner_id, partner_name, time_zone, recipients)
            order by id
            on conflict (id) do update set
              (reference, revision, title, partner_id, partner_name, time_zone, recipients)
              = row (excluded.reference, excluded.revision, excluded.title, excluded.partner_id, excluded.partner_name,
                     excluded.time_zone, excluded.recipients)
            where known.revision is null or known.revision <= excluded.revision""";

    private static final String HOLD_A_PLACE = """
            insert into use_case (id) select id from unnest($1::uuid[]) as id order by id on conflict do nothing""";

    /**
     * Waits for whoever is learning about one of these use cases right now; whoever learns later waits for us. Without it a
     * place held by an earlier batch would let both pass unseen, and the notification would wait for ever.
     */
    private static final String MEET_WHO_LEARNS = """
            select id from use_case where id = any ($1) and reference is null order by id for no key update""";

    /** Reads {@code told}: one mail a recipient, one webhook an endpoint that wants the event. */
    private static final String DELIVERIES = """
            insert into delivery (id, notification_id, channel, audience, name, address, language, endpoint_id, state)
            select uuidv7(), told.id, 'EMAIL', r.audience, r.name, r.address, r.language, null, 'PENDING'
            from told
            join use_case u on u.id = told.use_case_id
            cross join lateral jsonb_to_recordset(u.recipients)
              as r(audience text, name text, address text, language text)
            where not told.waiting
            union all
            select uuidv7(), told.id, 'WEBHOOK', null, null, null, null, e.id,
                   case when e.switched_off_at is null then 'PENDING' else 'HELD' end
            from told
            join use_case u on u.id = told.use_case_id
            join webhook_endpoint e on e.partner_id = u.partner_id and e.deleted_at is null
              and e.events && array['*', split_part(told.webhook_type, '.', 1) || '.*', told.webhook_type]
            where not told.waiting and told.webhook_type is not null""";

    private static final String TELL = """
            with told as (
              insert into notification (id, use_case_id, caused_by, kind, webhook_type, revision, occurred_at,
                                        telling, thin, traceparent, waiting)
              select n.id, n.use_case_id, n.caused_by, n.kind, n.webhook_type, n.revision, n.occurred_at,
                     n.telling::jsonb, n.thin::jsonb, n.traceparent, u.reference is null
              from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::timestamptz[],
                          $8::text[], $9::text[], $10::text[])
                as n(id, use_case_id, caused_by, kind, webhook_type, revision, occurred_at, telling, thin, traceparent)
              join use_case u on u.id = n.use_case_id
              returning id, use_case_id, webhook_type, waiting)
            """ + DELIVERIES;

    private static final String TELL_THOSE_WAITING = """
            with told as (
              update notification n set waiting = false
              from unnest($1::uuid[]) as learned(id)
              where n.use_case_id = learned.id and n.waiting
              returning n.id, n.use_case_id, n.webhook_type, n.waiting)
            """ + DELIVERIES;

    /** Keeps whom to tell about these use cases, each of them once in the list, and queues what waited for them. */
    public void learn(Transaction tx, Collection<UseCase> useCases) {
        int count = useCases.size();
        UUID[] ids = new UUID[count];
        String[] references = new String[count];
        Integer[] revisions = new Integer[count];
        String[] titles = new String[count];
        String[] partnerIds = new String[count];
        String[] partnerNames = new String[count];
        String[] timeZones = new String[count];
        String[] recipients = new String[count];
        int i = 0;
        for (UseCase useCase : useCases) {
            ids[i] = useCase.id();
            references[i] = useCase.reference();
            revisions[i] = useCase.revision();
            titles[i] = useCase.title();
            partnerIds[i] = useCase.partnerId();
            partnerNames[i] = useCase.partnerName();
            timeZones[i] = useCase.timeZone();
            recipients[i] =
                    json(useCase.recipients().stream().map(StoredRecipient::of).toList());
            i++;
        }
        tx.pipeline(
                Statement.of(
                        LEARN, ids, references, revisions, titles, partnerIds, partnerNames, timeZones, recipients),
                Statement.of(TELL_THOSE_WAITING, (Object) ids));
    }

    /** Queues a delivery for everyone concerned; for a use case that is not known yet, as soon as it is. */
    public void tell(Transaction tx, List<Announcement> announcements) {
        int count = announcements.size();
        UUID[] ids = new UUID[count];
        UUID[] useCaseIds = new UUID[count];
        UUID[] causes = new UUID[count];
        String[] kinds = new String[count];
        @Nullable String[] webhookTypes = new @Nullable String[count];
        Integer[] revisions = new Integer[count];
        Instant[] times = new Instant[count];
        String[] tellings = new String[count];
        String[] thin = new String[count];
        @Nullable String[] traceparents = new @Nullable String[count];
        int i = 0;
        for (Announcement announcement : announcements) {
            Occurrence occurrence = announcement.occurrence();
            ids[i] = announcement.id();
            useCaseIds[i] = announcement.useCaseId();
            causes[i] = announcement.causedBy();
            kinds[i] = occurrence.kind().name();
            webhookTypes[i] = occurrence.kind().webhookType().orElse(null);
            revisions[i] = announcement.revision();
            times[i] = announcement.occurredAt();
            tellings[i] = json(occurrence.telling());
            thin[i] = json(occurrence.thin());
            traceparents[i] = announcement.traceparent();
            i++;
        }
        UUID[] places =
                announcements.stream().map(Announcement::useCaseId).distinct().toArray(UUID[]::new);
        tx.pipeline(
                Statement.of(HOLD_A_PLACE, (Object) places),
                Statement.of(MEET_WHO_LEARNS, (Object) places),
                Statement.of(
                        TELL,
                        ids,
                        useCaseIds,
                        causes,
                        kinds,
                        webhookTypes,
                        revisions,
                        times,
                        tellings,
                        thin,
                        traceparents));
    }

    private static String json(Object value) {
        return new String(Json.write(value), UTF_8);
    }
}
