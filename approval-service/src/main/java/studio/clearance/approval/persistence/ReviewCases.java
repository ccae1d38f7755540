package studio.clearance.approval.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Holder;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Question;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.ReviewCase.Verdict;
import studio.clearance.approval.domain.RevisionHash;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.SignOffs;
import studio.clearance.approval.domain.SlaClock;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms;
import studio.clearance.approval.domain.UseCaseId;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Transaction;

/** The review cases as they are stored. */
@ApplicationScoped
public class ReviewCases {

    private static final String COLUMNS = """
            c.id, c.use_case_id, c.reference, c.revision, c.revision_hash, c.lane, c.outcome, c.partner_id, c.production_id,
            c.submitted_by, c.slots, c.state, c.lead_holder, c.lead_for, c.labour_holder, c.labour_for, c.answered,
            c.continued_by, c.closed_at, c.version, c.audit_length, c.audit_head, c.sla_target, c.sla_used, c.sla_since,
            c.due_at, c.announced, lead.name as lead_name, lead_by.name as lead_for_name, labour.name as labour_name,
            labour_by.name as labour_for_name, q.id as question_id, q.question, q.facts, q.asked_by, q.asked_by_name,
            q.answer_wanted_by,
            (select json_agg(s)::text from sign_off s where s.case_id = c.id) as signed,
            exists (select from approval a where a.use_case_id = c.use_case_id
                    and a.state in ('IN_FORCE', 'SUSPENDED')) as approved""";

    private static final String JOINS = """

            left join reviewer lead on lead.subject = c.lead_holder
            left join reviewer lead_by on lead_by.subject = c.lead_for
            left join reviewer labour on labour.subject = c.labour_holder
            left join reviewer labour_by on labour_by.subject = c.labour_for
            left join information_request q on q.case_id = c.id and q.closed_at is null
            """;

    private static final String LOAD = "select " + COLUMNS + " from review_case c" + JOINS + "where c.id = any($1)";

    /**
     * Locks in the order of the identifiers, so that two transactions on the same cases wait instead of deadlocking, and
     * reads at once. The rows of the cases are those that were locked; everything else, the second look at the case among
     * it, is as old as the statement. Every change of a case grows its audit chain: where the two looks agree on its
     * length, the lock had nothing to wait for and the rest is as new as the case.
     */
    private static final String LOCK_AND_LOAD = """
            with locked as materialized (select * from review_case where id = any($1) order by id for update)
            select p.use_case, p.assessment, p.differences, seen.audit_length as seen_length, """ + COLUMNS + """
             from locked c
            join review_case seen on seen.id = c.id
            left join case_paper p on p.case_id = c.id and c.id = any($2)""" + JOINS;

    private static final String PAPERS =
            "select case_id, use_case, assessment, differences from case_paper where case_id = any($1)";

    private static final String LOCK_OPEN_OF = """
            select id from review_case where use_case_id = any($1) and is_open order by id for update""";

    private static final String LATEST_OF = """
            select distinct on (use_case_id) id, use_case_id from review_case
            where use_case_id = any($1) order by use_case_id, opened_at desc, id desc""";

    /** @param papers of those cases whose papers were asked for */
    public record Locked(Map<UUID, StoredCase> cases, Map<UUID, Papers> papers) {}

    /** Locks the cases until the transaction ends and reads them. Cases that do not exist are left out. */
    public Map<UUID, StoredCase> lock(Transaction tx, Collection<UUID> ids) {
        return lock(tx, ids, Set.of()).cases();
    }

    /**
     * Locks the cases until the transaction ends and reads them, in one statement unless someone changed one meanwhile.
     * Cases that do not exist are left out.
     *
     * @param filed those whose papers are wanted too
     */
    public Locked lock(Transaction tx, Collection<UUID> ids, Collection<UUID> filed) {
        Map<UUID, StoredCase> locked = new LinkedHashMap<>();
        Map<UUID, Papers> papers = new HashMap<>();
        List<UUID> changedMeanwhile = new ArrayList<>();
        for (Row row : tx.query(LOCK_AND_LOAD, ids.toArray(UUID[]::new), filed.toArray(UUID[]::new))) {
            UUID id = row.getUUID("id");
            if (row.getString("use_case") != null) {
                papers.put(id, papers(row));
            }
            if (row.getInteger("seen_length").equals(row.getInteger("audit_length"))) {
                locked.put(id, stored(row));
            } else {
                changedMeanwhile.add(id);
            }
        }
        if (!changedMeanwhile.isEmpty()) {
            locked.putAll(read(tx, changedMeanwhile));
        }
        return new Locked(locked, papers);
    }

    /** Reads without locking: for showing, never for deciding. */
    public Map<UUID, StoredCase> read(Transaction tx, Collection<UUID> ids) {
        return stored(tx.query(LOAD, (Object) ids.toArray(UUID[]::new)));
    }

    /** Locks the open case of each use case, if it has one; by use case. */
    public Map<UUID, StoredCase> lockOpenOf(Transaction tx, Collection<UUID> useCases) {
        UUID[] open = ids(tx.query(LOCK_OPEN_OF, (Object) useCases.toArray(UUID[]::new)));
        if (open.length == 0) {
            return Map.of();
        }
        return stored(tx.query(LOAD, (Object) open)).values().stream()
                .filter(found -> found.reviewCase().state().isOpen())
                .collect(Collectors.toMap(
                        found -> found.reviewCase().file().useCase().value(), found -> found));
    }

    /** The newest case of each use case, open or not; by use case. Not locked. */
    public Map<UUID, StoredCase> latestOf(Transaction tx, Collection<UUID> useCases) {
        UUID[] latest = ids(tx.query(LATEST_OF, (Object) useCases.toArray(UUID[]::new)));
        if (latest.length == 0) {
            return Map.of();
        }
        return stored(tx.query(LOAD, (Object) latest)).values().stream()
                .collect(Collectors.toMap(
                        found -> found.reviewCase().file().useCase().value(), found -> found));
    }

    public Map<UUID, Papers> papers(Transaction tx, Collection<UUID> ids) {
        Map<UUID, Papers> papers = new HashMap<>();
        for (Row row : tx.query(PAPERS, (Object) ids.toArray(UUID[]::new))) {
            papers.put(row.getUUID("case_id"), papers(row));
        }
        return papers;
    }

    private static Papers papers(Row row) {
        return new Papers(row.getString("use_case"), row.getString("assessment"), row.getString("differences"));
    }

    private static UUID[] ids(RowSet<Row> rows) {
        UUID[] ids = new UUID[rows.size()];
        int i = 0;
        for (Row row : rows) {
            ids[i++] = row.getUUID("id");
        }
        return ids;
    }

    private static Map<UUID, StoredCase> stored(RowSet<Row> rows) {
        Map<UUID, StoredCase> cases = new LinkedHashMap<>();
        for (Row row : rows) {
            cases.put(row.getUUID("id"), stored(row));
        }
        return cases;
    }

    private static StoredCase stored(Row row) {
        UUID id = row.getUUID("id");
        return new StoredCase(
                reviewCase(row, file(row)),
                row.getInteger("version"),
                new AuditChain(
                        id,
                        row.getInteger("audit_length"),
                        HexFormat.of().formatHex(row.getBuffer("audit_head").getBytes())),
                row.getBoolean("answered"),
                row.getBoolean("approved"));
    }

    private static CaseFile file(Row row) {
        return new CaseFile(
                new CaseId(row.getUUID("id")),
                new UseCaseId(row.getUUID("use_case_id")),
                row.getString("reference"),
                row.getInteger("revision"),
                new RevisionHash(row.getString("revision_hash")),
                Lane.of(row.getString("lane")),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("submitted_by"),
                row.getString("partner_id"),
                row.getString("production_id"),
                slots(row));
    }

    private static Set<Slot> slots(Row row) {
        return Arrays.stream(row.getArrayOfStrings("slots")).map(Slot::of).collect(Collectors.toSet());
    }

    private static ReviewCase reviewCase(Row row, CaseFile file) {
        List<SignOffRow> decided = decided(row.getString("signed"));
        SignOffs signOffs = signOffs(row, file, decided);
        return switch (CaseState.valueOf(row.getString("state"))) {
            case QUEUED -> new ReviewCase.Queued(file, signOffs, running(row));
            case CLAIMED -> new ReviewCase.Claimed(file, signOffs, running(row));
            case INFORMATION_REQUESTED ->
                new ReviewCase.InformationRequested(
                        file,
                        signOffs,
                        new SlaClock.Paused(seconds(row, "sla_target"), seconds(row, "sla_used"), announced(row)),
                        question(row));
            case GRANTED -> new ReviewCase.Granted(file, signOffs, stopped(row));
            case DENIED -> new ReviewCase.Denied(file, signOffs, stopped(row), verdict(decided, "DENY"));
            case CLEARED -> new ReviewCase.Cleared(file, signOffs, stopped(row), verdict(decided, "CLEAR"));
            case WITHDRAWN -> new ReviewCase.Withdrawn(file, signOffs, stopped(row));
            case SUPERSEDED -> {
                UUID continuedBy = row.getUUID("continued_by");
                yield new ReviewCase.Superseded(
                        file, signOffs, stopped(row), continuedBy == null ? null : new CaseId(continuedBy));
            }
        };
    }

    private static SlaClock.Running running(Row row) {
        return new SlaClock.Running(
                seconds(row, "sla_target"),
                seconds(row, "sla_used"),
                time(row, "sla_since"),
                time(row, "due_at"),
                announced(row));
    }

    private static SlaClock.Stopped stopped(Row row) {
        return new SlaClock.Stopped(seconds(row, "sla_target"), seconds(row, "sla_used"), announced(row));
    }

    private static Question question(Row row) {
        OffsetDateTime wantedBy = row.getOffsetDateTime("answer_wanted_by");
        return new Question(
                row.getUUID("question_id"),
                row.getString("question"),
                List.of(row.getArrayOfStrings("facts")),
                new Person(row.getString("asked_by"), row.getString("asked_by_name")),
                wantedBy == null ? null : wantedBy.toInstant());
    }

    private static SignOffs signOffs(Row row, CaseFile file, List<SignOffRow> decided) {
        EnumMap<Slot, SignOff> bySlot = new EnumMap<>(Slot.class);
        for (Slot slot : file.slots()) {
            String column = slot == Slot.LABOUR ? "labour" : "lead";
            Holder holder = holder(row, column);
            bySlot.put(slot, holder == null ? new SignOff.Vacant() : new SignOff.Held(holder));
        }
        for (SignOffRow signOff : decided) {
            if (signOff.verdict().equals("GRANT")) {
                bySlot.put(
                        Slot.of(signOff.slot()),
                        new SignOff.Signed(signOff.by(), signOff.decidedAt(), terms(signOff.terms())));
            }
        }
        return new SignOffs(bySlot);
    }

    private static @Nullable Holder holder(Row row, String column) {
        Person person = person(row.getString(column + "_holder"), row.getString(column + "_name"));
        return person == null
                ? null
                : new Holder(person, person(row.getString(column + "_for"), row.getString(column + "_for_name")));
    }

    private static @Nullable Person person(@Nullable String subject, @Nullable String name) {
        return subject == null ? null : new Person(subject, name == null ? subject : name);
    }

    private static Verdict verdict(List<SignOffRow> decided, String verdict) {
        return decided.stream()
                .filter(row -> row.verdict().equals(verdict))
                .findFirst()
                .map(row -> new Verdict(Slot.of(row.slot()), row.by(), row.decidedAt()))
                .orElseThrow(() -> new IllegalStateException("A decided case has its decision"));
    }

    private static List<SignOffRow> decided(@Nullable String json) {
        return json == null ? List.of() : List.of(parse(json, SignOffRow[].class));
    }

    private static Terms terms(String json) {
        return parse(json, Terms.class);
    }

    private static <T> T parse(String json, Class<T> form) {
        try {
            return Json.MAPPER.readValue(json, form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database holds no " + form.getSimpleName(), e);
        }
    }

    private static Duration seconds(Row row, String column) {
        return Duration.ofSeconds(row.getInteger(column));
    }

    private static Instant time(Row row, String column) {
        return Objects.requireNonNull(row.getOffsetDateTime(column), column).toInstant();
    }

    private static SlaClock.Mark announced(Row row) {
        return SlaClock.Mark.valueOf(row.getString("announced"));
    }

    /** A row of the table, as PostgreSQL writes it in JSON. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record SignOffRow(
            String slot,
            String verdict,
            String decidedBy,
            String decidedByName,
            @Nullable String onBehalfOf,
            @Nullable String onBehalfOfName,
            Instant decidedAt,
            String terms) {

        Holder by() {
            return new Holder(
                    new Person(decidedBy, decidedByName),
                    onBehalfOf == null ? null : new Person(onBehalfOf, Objects.requireNonNull(onBehalfOfName)));
        }
    }
}
