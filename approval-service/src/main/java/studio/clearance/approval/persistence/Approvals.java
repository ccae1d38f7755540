package studio.clearance.approval.persistence;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.ApprovalFile;
import studio.clearance.approval.domain.ApprovalId;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.LetterNumber;
import studio.clearance.kit.db.Transaction;

/** The written approvals as they are stored. Always locked after their cases. */
@ApplicationScoped
public class Approvals {

    private static final String LIVING_OF = """
            select id, case_id from approval where use_case_id = any($1) and state in ('IN_FORCE', 'SUSPENDED')""";

    private static final String CASES_OF = "select id, case_id from approval where id = any($1)";

    private static final String LOCK = """
            select id, number, case_id, use_case_id, effective_from, expires_at, state, reason, replaced_by, upheld_revision
            from approval where id = any($1) order by id for update""";

    private final ReviewCases cases;

    public Approvals(ReviewCases cases) {
        this.cases = cases;
    }

    /** Locks the living approval of each use case, if it has one; by use case. */
    public Map<UUID, StoredApproval> lockLivingOf(Transaction tx, Collection<UUID> useCases) {
        Map<UUID, StoredApproval> living = new LinkedHashMap<>();
        lock(tx, LIVING_OF, useCases).values().stream()
                .filter(stored -> stored.approval().state().isLiving())
                .forEach(stored ->
                        living.put(stored.approval().about().file().useCase().value(), stored));
        return living;
    }

    /** Which use case an approval is for; that never changes, so nothing is locked. */
    public Optional<UUID> useCaseOf(Transaction tx, UUID id) {
        for (Row row : tx.query("select use_case_id from approval where id = $1", id)) {
            return Optional.of(row.getUUID("use_case_id"));
        }
        return Optional.empty();
    }

    /** The newest revision that an approval was found to hold for; nothing when none came after the one it was granted on. */
    public Optional<Papers> upheldPapers(Transaction tx, UUID id) {
        for (Row row : tx.query("select use_case, assessment from upheld_paper where approval_id = $1", id)) {
            return Optional.of(new Papers(row.getString(0), row.getString(1), null));
        }
        return Optional.empty();
    }

    /** Locks approvals by their identifiers. */
    public Map<UUID, StoredApproval> lock(Transaction tx, Collection<UUID> ids) {
        return lock(tx, CASES_OF, ids);
    }

    public Optional<StoredApproval> lock(Transaction tx, UUID id) {
        return Optional.ofNullable(lock(tx, Set.of(id)).get(id));
    }

    private Map<UUID, StoredApproval> lock(Transaction tx, String which, Collection<UUID> keys) {
        Set<UUID> ids = new LinkedHashSet<>();
        Set<UUID> caseIds = new LinkedHashSet<>();
        for (Row row : tx.query(which, (Object) keys.toArray(UUID[]::new))) {
            ids.add(row.getUUID("id"));
            caseIds.add(row.getUUID("case_id"));
        }
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<UUID, StoredCase> grantedIn = cases.lock(tx, caseIds);
        Map<UUID, StoredApproval> locked = new LinkedHashMap<>();
        for (Row row : tx.query(LOCK, (Object) ids.toArray(UUID[]::new))) {
            StoredCase reviewed = Objects.requireNonNull(grantedIn.get(row.getUUID("case_id")));
            locked.put(
                    row.getUUID("id"),
                    new StoredApproval(approval(row, reviewed), reviewed, row.getInteger("upheld_revision")));
        }
        return locked;
    }

    private static Approval approval(Row row, StoredCase reviewed) {
        ApprovalFile file = new ApprovalFile(
                new ApprovalId(row.getUUID("id")),
                new LetterNumber(row.getString("number")),
                reviewed.reviewCase().file(),
                row.getOffsetDateTime("effective_from").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
        return switch (ApprovalState.valueOf(row.getString("state"))) {
            case IN_FORCE -> new Approval.InForce(file);
            case SUSPENDED -> new Approval.Suspended(file, row.getString("reason"));
            case REVOKED -> new Approval.Revoked(file, row.getString("reason"));
            case EXPIRED -> new Approval.Expired(file);
            case SUPERSEDED ->
                new Approval.Superseded(file, row.getString("reason"), replacedBy(row.getUUID("replaced_by")));
        };
    }

    private static @Nullable ApprovalId replacedBy(@Nullable UUID id) {
        return id == null ? null : new ApprovalId(id);
    }
}
