package studio.clearance.approval.approvals;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.LetterNumber;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.signing.Jws;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Caller;

/** The letters as they were issued, and how they stand today. */
@ApplicationScoped
public class Letters {

    private static final String COLUMNS = """
            select id, number, case_id, use_case_id, reference, revision, revision_hash, partner_id, production_id, granted_at,
                   effective_from, expires_at, kid, jws, state, since, reason, replaced_by, upheld_revision,
                   (select slots from review_case c where c.id = a.case_id) as slots
            from approval a
            """;

    private final Database database;
    private final Moments moments;

    public Letters(Database database, Moments moments) {
        this.database = database;
        this.moments = moments;
    }

    /**
     * A letter and how it stands at the moment of asking.
     *
     * @param state as of now: one past its end is expired, whether or not that has been recorded
     * @param jws the letter itself, in compact serialisation
     */
    public record Letter(
            UUID id,
            String number,
            UUID reviewCaseId,
            UUID useCaseId,
            String reference,
            int revision,
            String revisionHash,
            String partnerId,
            String productionId,
            Instant grantedAt,
            Instant effectiveFrom,
            Instant expiresAt,
            String kid,
            String jws,
            ApprovalState state,
            Instant since,
            @Nullable String reason,
            @Nullable UUID replacedBy,
            @Nullable Integer upheldRevision,
            List<String> slots) {

        /** The canonical JSON that was signed. */
        public byte[] content() {
            return Jws.payload(jws);
        }
    }

    /** What anyone may know of a letter, by its number or identifier. */
    public Optional<Letter> verify(String numberOrId) {
        Optional<LetterNumber> number = LetterNumber.read(numberOrId);
        if (number.isPresent()) {
            return first(
                    database.query(COLUMNS + "where number = $1", number.get().value()));
        }
        return id(numberOrId).flatMap(id -> first(database.query(COLUMNS + "where id = $1", id)));
    }

    /** The letter, if the caller may read it: a partner their own, the studio's people all. */
    public Optional<Letter> find(UUID id, Caller caller) {
        return first(database.query(COLUMNS + "where id = $1", id))
                .filter(letter -> isOfTheStudio(caller)
                        || (caller.partnerId() != null && letter.partnerId().equals(caller.partnerId())));
    }

    private static boolean isOfTheStudio(Caller caller) {
        return caller.partnerId() == null
                && (caller.is("contact")
                        || caller.is("legal-reviewer")
                        || caller.is("labour-reviewer")
                        || caller.is("auditor")
                        || caller.is("admin"));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text.strip()));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private Optional<Letter> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(letter(rows.iterator().next()));
    }

    private Letter letter(Row row) {
        Instant expiresAt = row.getOffsetDateTime("expires_at").toInstant();
        ApprovalState stored = ApprovalState.valueOf(row.getString("state"));
        boolean over = stored.isLiving() && !expiresAt.isAfter(moments.now().now());
        return new Letter(
                row.getUUID("id"),
                row.getString("number"),
                row.getUUID("case_id"),
                row.getUUID("use_case_id"),
                row.getString("reference"),
                row.getInteger("revision"),
                row.getString("revision_hash"),
                row.getString("partner_id"),
                row.getString("production_id"),
                row.getOffsetDateTime("granted_at").toInstant(),
                row.getOffsetDateTime("effective_from").toInstant(),
                expiresAt,
                row.getString("kid"),
                row.getString("jws"),
                over ? ApprovalState.EXPIRED : stored,
                over ? expiresAt : row.getOffsetDateTime("since").toInstant(),
                row.getString("reason"),
                row.getUUID("replaced_by"),
                row.getInteger("upheld_revision"),
                List.of(row.getArrayOfStrings("slots")));
    }
}
