package studio.clearance.intake.productions;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** Registers a production with those who work on it from the start. */
@ApplicationScoped
class RegisterProductionHandler {

    private static final int FIRST_VERSION = 1;

    private static final String REGISTER = """
            insert into production (id, title, locale, time_zone, contact_username, contact_name, contact_email,
                                    contact_locale, version, registered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""";

    private static final String JOIN = """
            with joined as (
                insert into membership (production_id, partner_id, joined_at)
                select $1, p.id, $3 from partner p where p.id = any($2::text[])
                returning partner_id
            )
            select p.id, p.name from joined join partner p on p.id = joined.partner_id""";

    private final Once once;
    private final Clock clock;

    RegisterProductionHandler(Once once, Clock clock) {
        this.once = once;
        this.clock = clock;
    }

    StoredResponse handle(Request request, ProductionForms.Register form) {
        return once.answer(request, tx -> register(tx, form));
    }

    private StoredResponse register(Transaction tx, ProductionForms.Register form) {
        UUID id = TimeOrderedIds.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ContactForm contact = form.contact();
        tx.query(
                REGISTER,
                id,
                form.title(),
                form.locale(),
                form.timeZone(),
                contact.username(),
                contact.name(),
                contact.email(),
                contact.locale(),
                FIRST_VERSION,
                now);
        List<ProductionView.PartnerOnIt> partners =
                join(tx, id, form.partners() == null ? List.of() : form.partners(), now);
        ProductionView view =
                new ProductionView(id, form.title(), form.locale(), form.timeZone(), contact, partners, now);
        return StoredResponse.json(201, "/api/productions/" + id, ETags.of(FIRST_VERSION), Json.write(view));
    }

    private static List<ProductionView.PartnerOnIt> join(
            Transaction tx, UUID production, List<String> partners, Instant now) {
        if (partners.isEmpty()) return List.of();
        Map<String, String> names = HashMap.newHashMap(partners.size());
        for (Row row : tx.query(JOIN, production, partners.toArray(String[]::new), now)) {
            names.put(row.getString("id"), row.getString("name"));
        }
        List<ProductionView.PartnerOnIt> joined = new ArrayList<>(partners.size());
        List<FieldError> unknown = new ArrayList<>();
        for (int i = 0; i < partners.size(); i++) {
            String name = names.get(partners.get(i));
            if (name == null) unknown.add(new FieldError("/partners/" + i, "No partner is registered by this id."));
            else joined.add(new ProductionView.PartnerOnIt(partners.get(i), name, now));
        }
        if (!unknown.isEmpty()) throw Problem.invalidContent(unknown);
        return joined;
    }
}
