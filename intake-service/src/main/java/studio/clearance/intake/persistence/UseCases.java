package studio.clearance.intake.persistence;

import static studio.clearance.intake.persistence.Columns.column;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Lane;
import studio.clearance.intake.domain.Outcome;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Reference;
import studio.clearance.intake.domain.RevisionHash;
import studio.clearance.intake.domain.Standing;
import studio.clearance.intake.domain.Status;
import studio.clearance.intake.domain.Triage;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.domain.WrittenApproval;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/** The use cases as decisions about them need them. */
@ApplicationScoped
public class UseCases {

    // No join: a row that was locked after a wait is checked again, and joined rows would be those from before the
    // wait.
    private static final String COLUMNS = """
            select id, reference, revision, revision_hash, status, open_request, outcome, triaged_at, lane,
                   review_heard_until, approval_id, approval_revision, approval_state, approval_changed_at,
                   approval_terms::text as approval_terms
            from use_case
            """;

    private static final String LOCK_ONE = COLUMNS + "where id = $1 and partner_id = $2 for update";

    /** In the order of ids, so that two batches never wait for each other in a ring. */
    private static final String LOCK_ALL = COLUMNS + "where id = any($1) order by id for update";

    private static final String MOVE = """
            update use_case u
            set status = n.status, open_request = n.open_request, outcome = n.outcome, triaged_at = n.triaged_at,
                lane = n.lane, review_heard_until = n.review_heard_until, approval_id = n.approval_id,
                approval_revision = n.approval_revision, approval_state = n.approval_state,
                approval_changed_at = n.approval_changed_at, approval_terms = n.approval_terms::jsonb, changed_at = $13
            from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::timestamptz[],
                        $8::uuid[], $9::int[], $10::text[], $11::timestamptz[], $12::text[])
                as n(id, status, open_request, outcome, triaged_at, lane, review_heard_until, approval_id,
                     approval_revision, approval_state, approval_changed_at, approval_terms)
            where u.id = n.id""";

    /** Locks the partner's own use case; a foreign one is as unknown as one that does not exist. */
    public Optional<UseCase> lock(Transaction tx, UseCaseId id, PartnerId partner) {
        RowSet<Row> found = tx.query(LOCK_ONE, id.value(), partner.value());
        return found.size() == 0
                ? Optional.empty()
                : Optional.of(useCase(found.iterator().next()));
    }

    /** Locks those that exist. */
    public Map<UUID, UseCase> lockAll(Transaction tx, Collection<UUID> ids) {
        Map<UUID, UseCase> found = HashMap.newHashMap(ids.size());
        for (Row row : tx.query(LOCK_ALL, (Object) ids.toArray(UUID[]::new))) {
            UseCase useCase = useCase(row);
            found.put(useCase.id().value(), useCase);
        }
        return found;
    }

    /** Brings locked use cases to where they now stand, within their revision. */
    public Statement move(List<UseCase> moved, Instant now) {
        return Statement.of(
                MOVE,
                column(moved, UUID[]::new, each -> each.id().value()),
                column(moved, String[]::new, each -> each.standing().status().name()),
                column(moved, UUID[]::new, UseCases::openRequest),
                column(
                        moved,
                        String[]::new,
                        each -> each.triage() == null
                                ? null
                                : each.triage().outcome().name()),
                column(
                        moved,
                        Instant[]::new,
                        each -> each.triage() == null ? null : each.triage().decidedAt()),
                column(
                        moved,
                        String[]::new,
                        each -> each.lane() == null ? null : each.lane().name()),
                column(moved, Instant[]::new, UseCase::reviewHeardUntil),
                column(moved, UUID[]::new, ofApproval(WrittenApproval::id)),
                column(moved, Integer[]::new, ofApproval(WrittenApproval::revision)),
                column(
                        moved,
                        String[]::new,
                        ofApproval(approval -> approval.state().name())),
                column(moved, Instant[]::new, ofApproval(WrittenApproval::changedAt)),
                column(moved, String[]::new, ofApproval(WrittenApproval::terms)),
                now);
    }

    private static UseCase useCase(Row row) {
        UUID approval = row.getUUID("approval_id");
        String outcome = row.getString("outcome");
        String lane = row.getString("lane");
        return new UseCase(
                new UseCaseId(row.getUUID("id")),
                new Reference(row.getLong("reference")),
                row.getInteger("revision"),
                new RevisionHash(row.getString("revision_hash")),
                standing(row),
                outcome == null ? null : new Triage(Outcome.valueOf(outcome), time(row, "triaged_at")),
                lane == null ? null : Lane.valueOf(lane),
                approval == null
                        ? null
                        : new WrittenApproval(
                                approval,
                                row.getInteger("approval_revision"),
                                WrittenApproval.State.valueOf(row.getString("approval_state")),
                                time(row, "approval_changed_at"),
                                row.getString("approval_terms")),
                row.getOffsetDateTime("review_heard_until") == null ? null : time(row, "review_heard_until"));
    }

    private static Standing standing(Row row) {
        return switch (Status.valueOf(row.getString("status"))) {
            case SUBMITTED -> new Standing.Submitted();
            case CLEARED -> new Standing.Cleared();
            case IN_REVIEW -> new Standing.InReview();
            case INFORMATION_REQUESTED -> new Standing.InformationRequested(row.getUUID("open_request"));
            case GRANTED -> new Standing.Granted();
            case DENIED -> new Standing.Denied();
            case REVIEW_CLEARED -> new Standing.ReviewCleared();
            case WITHDRAWN -> new Standing.Withdrawn();
        };
    }

    private static @Nullable UUID openRequest(UseCase useCase) {
        return useCase.standing() instanceof Standing.InformationRequested asked ? asked.requestId() : null;
    }

    private static Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time.toInstant();
    }

    private static <T> Function<UseCase, @Nullable T> ofApproval(Function<WrittenApproval, @Nullable T> part) {
        return useCase -> {
            WrittenApproval approval = useCase.approval();
            return approval == null ? null : part.apply(approval);
        };
    }
}
