package studio.clearance.intake.persistence;

import static studio.clearance.intake.persistence.Columns.column;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import studio.clearance.intake.domain.Partner;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Production;
import studio.clearance.intake.domain.ProductionId;
import studio.clearance.intake.domain.Reference;
import studio.clearance.intake.domain.StudioContact;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.wording.Declared;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/** What was declared: the use cases and each revision of their words. */
@ApplicationScoped
public class Revisions {

    private static final String PARTIES = """
            p.id as partner_id, p.name as partner_name, p.email as partner_email, p.locale as partner_locale,
            o.id as production_id, o.title as production_title, o.locale as production_locale,
            o.time_zone as production_time_zone, o.contact_username, o.contact_name, o.contact_email, o.contact_locale
            """;

    /**
     * Many declarations in one statement. The join says who may: a partner that does not work on the production (any more)
     * gets no row, and the caller learns it from the rows that come back.
     */
    private static final String DECLARE = """
            with declared as (
                select *
                from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                            $9::text[], $10::text[], $11::timestamptz[])
                    as d(id, partner_id, production_id, title, hash, content, subject, name, email, locale, at)
            ), placed as (
                insert into use_case (id, partner_id, production_id, title, revision_hash, submitted_at, changed_at)
                select d.id, m.partner_id, m.production_id, d.title, d.hash, d.at, d.at
                from declared d
                join membership m
                    on m.production_id = d.production_id and m.partner_id = d.partner_id and m.left_at is null
                order by d.id
                returning id, reference, partner_id, production_id
            ), worded as (
                insert into revision (use_case_id, number, content, hash, submitted_by_subject, submitted_by_name,
                                      submitted_by_email, submitted_by_locale, submitted_at)
                select d.id, 1, d.content, d.hash, d.subject, d.name, d.email, coalesce(d.locale, p.locale), d.at
                from declared d join placed using (id) join partner p on p.id = placed.partner_id
            )
            select placed.id, placed.reference,
            """ + PARTIES + """
            from placed join partner p on p.id = placed.partner_id join production o on o.id = placed.production_id""";

    private static final String REVISE = """
            with revised as (
                update use_case
                set revision = $2, revision_hash = $3, title = $4, status = 'SUBMITTED', open_request = null, outcome = null,
                    triaged_at = null, lane = null, review_heard_until = null, changed_at = $5
                where id = $1
            )
            insert into revision (use_case_id, number, content, hash, submitted_by_subject, submitted_by_name,
                                  submitted_by_email, submitted_by_locale, submitted_at)
            values ($1, $2, $6, $3, $7, $8, $9, $10, $5)""";

    private static final String PARTIES_OF = "select " + PARTIES + """
            from use_case u join partner p on p.id = u.partner_id join production o on o.id = u.production_id
            where u.id = $1 and u.partner_id = $2""";

    /** Those that are not among the answer were not declared: the partner does not work on the production. */
    public Map<UUID, Placed> declare(Transaction tx, List<NewUseCase> news) {
        Map<UUID, Placed> placed = HashMap.newHashMap(news.size());
        var rows = tx.query(
                DECLARE,
                column(news, UUID[]::new, each -> each.id().value()),
                column(news, String[]::new, each -> each.partner().value()),
                column(news, UUID[]::new, each -> each.declared().production().value()),
                column(news, String[]::new, each -> each.declared().title()),
                column(
                        news,
                        String[]::new,
                        each -> each.declared().words().hash().value()),
                column(news, String[]::new, each -> each.declared().words().canonical()),
                column(news, String[]::new, each -> each.by().subject()),
                column(news, String[]::new, each -> each.by().name()),
                column(news, String[]::new, each -> each.by().email()),
                column(news, String[]::new, each -> each.by().locale()),
                column(news, Instant[]::new, NewUseCase::at));
        for (Row row : rows) {
            Reference reference = new Reference(row.getLong("reference"));
            placed.put(row.getUUID("id"), new Placed(reference, partner(row), production(row)));
        }
        return placed;
    }

    /** Who a partner's own use case is between; empty for a foreign one. */
    public Optional<Parties> parties(Transaction tx, UseCaseId id, PartnerId partner) {
        for (Row row : tx.query(PARTIES_OF, id.value(), partner.value())) {
            return Optional.of(new Parties(partner(row), production(row)));
        }
        return Optional.empty();
    }

    public record Parties(Partner partner, Production production) {}

    /** @param by with a locale */
    public Statement revise(UseCase revised, Declared declared, Submitter by, Instant now) {
        return Statement.of(
                REVISE,
                revised.id().value(),
                revised.revision(),
                revised.hash().value(),
                declared.title(),
                now,
                declared.words().canonical(),
                by.subject(),
                by.name(),
                by.email(),
                by.locale());
    }

    private static Partner partner(Row row) {
        return new Partner(
                new PartnerId(row.getString("partner_id")),
                row.getString("partner_name"),
                row.getString("partner_email"),
                row.getString("partner_locale"));
    }

    private static Production production(Row row) {
        return new Production(
                new ProductionId(row.getUUID("production_id")),
                row.getString("production_title"),
                row.getString("production_locale"),
                row.getString("production_time_zone"),
                new StudioContact(
                        row.getString("contact_username"),
                        row.getString("contact_name"),
                        row.getString("contact_email"),
                        row.getString("contact_locale")));
    }
}
