package studio.clearance.triage.persistence;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.triage.domain.Outcome;

/** Replays, the declarations they read and the changes they find. */
@ApplicationScoped
public class Replays {

    /** A declaration with what the compared policy said to it, where that is stored. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Declared(
            long seq,
            RevisionKey revision,
            byte[] declaration,
            @Nullable Outcome outcome) {}

    /** A declaration that would come out differently, and the clauses that make the difference. */
    public record Found(long seq, RevisionKey revision, Outcome from, Outcome to, List<String> clauses) {}

    /** A found change with what a reader needs to recognise the case. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record ChangedCase(
            Found found,
            String reference,
            byte[] submitted,
            @Nullable Fate fate) {}

    public record OpenCases(long inReview, long cleared) {}

    /** Which changes; null for any. */
    public record Selection(
            @Nullable String from,
            @Nullable String to,
            @Nullable String clause) {

        public static final Selection ALL = new Selection(null, null, null);
    }

    private final Database database;

    Replays(Database database) {
        this.database = database;
    }

    /** The declarations that are stored now are part of it; later ones are not. @return false while another of the version runs */
    public boolean start(Transaction tx, Replay replay) {
        return tx.query(
                                """
                                insert into replay (id, version, sha256, against, against_sha256, evaluator, state, requested_by, requested_at,
                                                    up_to, total)
                                select $1, $2, $3, $4, $5, $6, 'RUNNING', $7, $8, coalesce(max(seq), 0), count(*) from submission
                                on conflict do nothing""",
                                replay.id(),
                                replay.version(),
                                replay.text(),
                                replay.against(),
                                replay.againstText(),
                                replay.evaluator(),
                                replay.requestedBy(),
                                replay.requestedAt())
                        .rowCount()
                == 1;
    }

    public Optional<Replay> latest(String version) {
        return first(
                database.query("select * from replay where version = $1 order by requested_at desc limit 1", version));
    }

    /** How many of the changed cases are still open: those in review, and those that triage cleared. */
    public OpenCases openCases(UUID replay) {
        Row row = database.query("""
                        select count(*) filter (where c.from_outcome <> 'CLEARED_NOTIFY'), count(*) filter (where c.from_outcome = 'CLEARED_NOTIFY')
                        from replay_change c
                        where c.replay_id = $1
                          and not exists (select 1 from fate f where f.use_case_id = c.use_case_id and f.revision = c.revision)
                          and not exists (select 1 from submission later
                                          where later.use_case_id = c.use_case_id and later.revision > c.revision)""", replay).iterator().next();
        return new OpenCases(row.getLong(0), row.getLong(1));
    }

    /** Takes a running replay that nobody works on, or whose worker has not been heard of for the lease. */
    public Optional<Replay> claim(UUID worker, Duration lease) {
        return first(database.query("""
                update replay set worker = $1, lease_until = now() + $2 * interval '1 millisecond'
                where id = (select id from replay where state = 'RUNNING' and (lease_until is null or lease_until < now())
                            order by requested_at limit 1 for update skip locked)
                returning *""", worker, lease.toMillis()));
    }

    /** The next declarations of a replay, in the order of their arrival. */
    public List<Declared> next(Replay replay, long cursor, int limit) {
        List<Declared> piece = new ArrayList<>(limit);
        database.query("""
                        select s.seq, s.use_case_id, s.revision, s.declaration, t.outcome
                        from submission s
                        left join triage t on t.use_case_id = s.use_case_id and t.revision = s.revision
                          and t.policy_sha256 = $3 and t.evaluator = $4
                        where s.seq > $1 and s.seq <= $2
                        order by s.seq limit $5""", cursor, replay.upTo(), replay.againstText(), replay.evaluator(), limit)
                .forEach(row -> piece.add(new Declared(
                        row.getLong(0),
                        new RevisionKey(row.getUUID(1), row.getInteger(2)),
                        row.getBuffer(3).getBytes(),
                        row.getString(4) == null ? null : Outcome.valueOf(row.getString(4)))));
        return piece;
    }

    /**
     * Saves a piece of the work: what was found and where to go on from. Progress that was saved is never repeated.
     *
     * @return false when the replay was cancelled or another worker has taken over; then nothing may be saved
     */
    public boolean advance(Transaction tx, Replay to, List<Found> found, UUID worker, Duration lease) {
        boolean mine = tx.query(
                                """
                                update replay set cursor = $3, examined = $4, changed = $5, worked_ms = $6, tallies = $7::text::jsonb,
                                                  state = $8, finished_at = $9, failure = $10,
                                                  lease_until = now() + $11 * interval '1 millisecond'
                                where id = $1 and worker = $2 and state = 'RUNNING'""",
                                to.id(),
                                worker,
                                to.cursor(),
                                to.examined(),
                                to.changed(),
                                to.worked().toMillis(),
                                new String(Json.write(to.tallies()), StandardCharsets.UTF_8),
                                to.state().name(),
                                to.finishedAt(),
                                to.failure(),
                                lease.toMillis())
                        .rowCount()
                == 1;
        if (mine && !found.isEmpty()) {
            tx.last(Statement.of(
                    """
                    insert into replay_change (replay_id, seq, use_case_id, revision, from_outcome, to_outcome, clauses)
                    select $1, f.seq, f.use_case_id, f.revision, f.from_outcome, f.to_outcome, string_to_array(f.clauses, ',')
                    from unnest($2::bigint[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[])
                      as f(seq, use_case_id, revision, from_outcome, to_outcome, clauses)""",
                    to.id(),
                    found.stream().map(Found::seq).toArray(Long[]::new),
                    found.stream().map(each -> each.revision().useCaseId()).toArray(UUID[]::new),
                    found.stream().map(each -> each.revision().revision()).toArray(Integer[]::new),
                    found.stream().map(each -> each.from().name()).toArray(String[]::new),
                    found.stream().map(each -> each.to().name()).toArray(String[]::new),
                    found.stream().map(each -> String.join(",", each.clauses())).toArray(String[]::new)));
        }
        return mine;
    }

    /** Lets go of a replay without an end, so that any worker may go on with it at once. */
    public void release(UUID replay, UUID worker) {
        database.query(
                "update replay set worker = null, lease_until = null where id = $1 and worker = $2", replay, worker);
    }

    /** @return false when it does not run */
    public boolean cancel(UUID replay) {
        return database.query(
                                "update replay set state = 'CANCELLED', worker = null, lease_until = null where id = $1 and state = 'RUNNING'",
                                replay)
                        .rowCount()
                == 1;
    }

    /** @return false when there is nothing to resume */
    public boolean resume(UUID replay) {
        return database.query("""
                                update replay set state = 'RUNNING', worker = null, lease_until = null, failure = null, finished_at = null
                                where id = $1 and state in ('CANCELLED', 'FAILED')""", replay).rowCount() == 1;
    }

    /** Changes after the given one, in the order of arrival of their declarations. */
    public List<ChangedCase> changes(UUID replay, Selection selection, long after, int limit) {
        List<ChangedCase> page = new ArrayList<>(limit);
        database.query("""
                        select c.seq, c.use_case_id, c.revision, c.from_outcome, c.to_outcome, c.clauses, s.reference, s.submitted, f.fate, f.at
                        from replay_change c
                        join submission s using (use_case_id, revision)
                        left join fate f using (use_case_id, revision)
                        where c.replay_id = $1 and c.seq > $2
                          and ($3::text is null or c.from_outcome = $3) and ($4::text is null or c.to_outcome = $4)
                          and ($5::text is null or $5 = any (c.clauses))
                        order by c.seq limit $6""", replay, after, selection.from(), selection.to(), selection.clause(), limit)
                .forEach(row -> page.add(changedCase(row)));
        return page;
    }

    private static ChangedCase changedCase(Row row) {
        RevisionKey revision = new RevisionKey(row.getUUID(1), row.getInteger(2));
        return new ChangedCase(
                new Found(
                        row.getLong(0),
                        revision,
                        Outcome.valueOf(row.getString(3)),
                        Outcome.valueOf(row.getString(4)),
                        List.of(row.getArrayOfStrings(5))),
                row.getString(6),
                row.getBuffer(7).getBytes(),
                row.getString(8) == null
                        ? null
                        : new Fate(
                                revision,
                                Fate.End.valueOf(row.getString(8)),
                                row.getOffsetDateTime(9).toInstant()));
    }

    private static Optional<Replay> first(RowSet<Row> found) {
        return found.rowCount() == 0
                ? Optional.empty()
                : Optional.of(replay(found.iterator().next()));
    }

    private static Replay replay(Row row) {
        return new Replay(
                row.getUUID("id"),
                row.getString("version"),
                row.getString("sha256"),
                row.getString("against"),
                row.getString("against_sha256"),
                row.getString("evaluator"),
                Replay.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                row.getOffsetDateTime("requested_at").toInstant(),
                instant(row.getOffsetDateTime("finished_at")),
                row.getLong("up_to"),
                row.getLong("cursor"),
                row.getLong("total"),
                row.getLong("examined"),
                row.getLong("changed"),
                Duration.ofMillis(row.getLong("worked_ms")),
                tallies(row.getJsonObject("tallies").encode()),
                row.getString("failure"));
    }

    private static Tallies tallies(String json) {
        return json.equals("{}") ? Tallies.none() : Json.read(json.getBytes(StandardCharsets.UTF_8), Tallies.class);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
