package studio.clearance.intake.reading;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Lane;
import studio.clearance.intake.domain.Outcome;
import studio.clearance.intake.domain.Reference;
import studio.clearance.intake.domain.Status;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.domain.WrittenApproval;
import studio.clearance.intake.http.Sight;
import studio.clearance.intake.persistence.TimelineEntry.Kind;
import studio.clearance.intake.wording.Wording;
import studio.clearance.kit.db.Database;

/** Reads what callers look at. Who sees what is part of each question, so that nothing foreign is ever fetched. */
@ApplicationScoped
class UseCaseViews {

    private static final String VIEW = """
            select u.id, u.reference, u.title, u.revision, u.revision_hash, u.status, u.outcome, u.lane,
                   u.partner_id, p.name as partner_name, u.production_id, o.title as production_title,
                   u.approval_id, u.approval_revision, u.approval_state, u.approval_changed_at,
                   u.approval_terms::text as approval_terms, u.submitted_at, u.changed_at
            """;

    private static final String FROM =
            "from use_case u join partner p on p.id = u.partner_id join production o on o.id = u.production_id\n";

    private static final String ONE = VIEW + """
            , r.content, r.submitted_by_name, q.id as question_id, q.question, q.facts, q.requested_by, q.requested_at,
              q.answer_wanted_by
            """ + FROM + """
            join revision r on r.use_case_id = u.id and r.number = u.revision
            left join information_request q on q.id = u.open_request
            where u.id = $1""";

    private static final String TIMELINE = """
            select r.submitted_at as at, case when r.number = 1 then 'SUBMITTED' else 'REVISED' end as kind,
                   r.number as revision, r.submitted_by_name as by_name, null::text as details, null::uuid as id
            from revision r where r.use_case_id = $1
            union all
            select e.happened_at, e.kind, e.revision, e.by_name, e.details::text, e.id
            from timeline_entry e where e.use_case_id = $1
            order by at, id nulls first""";

    private final Database database;

    UseCaseViews(Database database) {
        this.database = database;
    }

    /** @param before the id that the page begins behind; the newest come first */
    List<UseCaseView> list(
            Sight sight, @Nullable Status status, @Nullable UUID production, @Nullable UUID before, int limit) {
        StringBuilder sql = new StringBuilder(VIEW).append(FROM).append("where true");
        List<Object> parameters = new ArrayList<>();
        sql.append(sight.sql(parameters));
        if (status != null) sql.append(" and u.status = ").append(next(parameters, status.name()));
        if (production != null) sql.append(" and u.production_id = ").append(next(parameters, production));
        if (before != null) sql.append(" and u.id < ").append(next(parameters, before));
        sql.append(" order by u.id desc limit ").append(next(parameters, limit));

        List<UseCaseView> views = new ArrayList<>(limit);
        for (Row row : database.query(sql.toString(), parameters.toArray())) views.add(view(row));
        return views;
    }

    Optional<UseCaseInFull> one(Sight sight, UseCaseId id) {
        StringBuilder sql = new StringBuilder(ONE);
        List<Object> parameters = new ArrayList<>(List.of(id.value()));
        sql.append(sight.sql(parameters));
        for (Row row : database.query(sql.toString(), parameters.toArray())) {
            Wording words = Wording.stored(row.getString("content"));
            return Optional.of(new UseCaseInFull(
                    view(row),
                    words.narrative(),
                    words.declaration(),
                    new UseCaseInFull.OfSubmitter(row.getString("submitted_by_name")),
                    question(row)));
        }
        return Optional.empty();
    }

    /** From the declaration on. */
    Optional<List<Happening>> timeline(Sight sight, UseCaseId id) {
        StringBuilder seen = new StringBuilder("select 1 " + FROM + "where u.id = $1");
        List<Object> parameters = new ArrayList<>(List.of(id.value()));
        seen.append(sight.sql(parameters));
        if (database.query(seen.toString(), parameters.toArray()).size() == 0) return Optional.empty();

        List<Happening> happenings = new ArrayList<>();
        for (Row row : database.query(TIMELINE, id.value())) {
            happenings.add(new Happening(
                    time(row, "at"),
                    Kind.valueOf(row.getString("kind")),
                    row.getInteger("revision"),
                    row.getString("by_name"),
                    row.getString("details")));
        }
        return Optional.of(happenings);
    }

    private static String next(List<Object> parameters, Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    private static UseCaseView view(Row row) {
        String outcome = row.getString("outcome");
        String lane = row.getString("lane");
        return new UseCaseView(
                row.getUUID("id"),
                new Reference(row.getLong("reference")).toString(),
                row.getString("title"),
                row.getInteger("revision"),
                row.getString("revision_hash"),
                Status.valueOf(row.getString("status")),
                outcome == null ? null : Outcome.valueOf(outcome),
                lane == null ? null : Lane.valueOf(lane),
                new UseCaseView.OfPartner(row.getString("partner_id"), row.getString("partner_name")),
                new UseCaseView.OfProduction(row.getUUID("production_id"), row.getString("production_title")),
                approval(row),
                time(row, "submitted_at"),
                time(row, "changed_at"));
    }

    private static UseCaseView.@Nullable Approval approval(Row row) {
        UUID id = row.getUUID("approval_id");
        if (id == null) return null;
        return new UseCaseView.Approval(
                id,
                row.getInteger("approval_revision"),
                WrittenApproval.State.valueOf(row.getString("approval_state")),
                time(row, "approval_changed_at"),
                row.getString("approval_terms"));
    }

    private static UseCaseInFull.@Nullable OpenQuestion question(Row row) {
        UUID id = row.getUUID("question_id");
        if (id == null) return null;
        OffsetDateTime wantedBy = row.getOffsetDateTime("answer_wanted_by");
        return new UseCaseInFull.OpenQuestion(
                id,
                row.getString("question"),
                row.get(JsonArray.class, "facts").stream().map(Object::toString).toList(),
                row.getString("requested_by"),
                time(row, "requested_at"),
                wantedBy == null ? null : wantedBy.toInstant());
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
