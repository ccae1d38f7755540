package studio.clearance.approval.people;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;

/** Who stands in for whom. */
@ApplicationScoped
public class Delegations {

    /** For what one may read, a few seconds old is good enough; who may sign is asked of the database each time. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(3);

    private static final String COLUMNS =
            "select id, delegator, delegator_name, delegate, delegate_name, slot, starts_at, ends_at, ended_at from delegation ";

    private static final String LIVING = COLUMNS + "where ended_at is null and ends_at > $1";
    private static final String BETWEEN = COLUMNS
            + "where delegator = $1 and delegate = $2 and ended_at is null and starts_at <= $3 and ends_at > $3";
    private static final String CONCERNING =
            COLUMNS + "where delegator = $1 or delegate = $1 order by starts_at desc, id limit 200";
    private static final String MAKE = """
            insert into delegation (id, delegator, delegator_name, delegate, delegate_name, slot, starts_at, ends_at, made_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";
    private static final String END =
            "update delegation set ended_at = $3 where id = $1 and delegator = $2 and ended_at is null returning id";

    private final Database database;
    private final Moments moments;
    private volatile Snapshot living = new Snapshot(List.of(), Instant.EPOCH);

    public Delegations(Database database, Moments moments) {
        this.database = database;
        this.moments = moments;
    }

    private record Snapshot(List<Delegation> delegations, Instant at) {}

    /** Those in force that let this person sign for others; may lag a few seconds. */
    public List<Delegation> activeTo(String delegate) {
        Instant now = moments.now().now();
        Snapshot snapshot = living;
        if (snapshot.at().plus(FRESH_FOR).isBefore(now)) {
            snapshot = new Snapshot(read(database.query(LIVING, now)), now);
            living = snapshot;
        }
        return snapshot.delegations().stream()
                .filter(delegation -> delegation.delegate().subject().equals(delegate) && delegation.isInForce(now))
                .toList();
    }

    List<Delegation> now(Person delegator, String delegate) {
        return read(database.query(
                BETWEEN, delegator.subject(), delegate, moments.now().now()));
    }

    /** Those this person gave or was given, newest first. */
    public List<Delegation> concerning(String subject) {
        return read(database.query(CONCERNING, subject));
    }

    public void make(Transaction tx, Delegation delegation) {
        tx.query(
                MAKE,
                delegation.id(),
                delegation.delegator().subject(),
                delegation.delegator().name(),
                delegation.delegate().subject(),
                delegation.delegate().name(),
                delegation.slot().toString(),
                delegation.startsAt(),
                delegation.endsAt(),
                moments.now().now());
        tx.afterCommit(() -> living = new Snapshot(List.of(), Instant.EPOCH));
    }

    /** Whether there was one of this delegator to end. */
    public boolean end(UUID id, String delegator) {
        boolean ended = database.query(END, id, delegator, moments.now().now()).size() > 0;
        living = new Snapshot(List.of(), Instant.EPOCH);
        return ended;
    }

    private static List<Delegation> read(RowSet<Row> rows) {
        List<Delegation> delegations = new ArrayList<>(rows.size());
        for (Row row : rows) {
            delegations.add(new Delegation(
                    row.getUUID("id"),
                    new Person(row.getString("delegator"), row.getString("delegator_name")),
                    new Person(row.getString("delegate"), row.getString("delegate_name")),
                    Slot.of(row.getString("slot")),
                    row.getOffsetDateTime("starts_at").toInstant(),
                    row.getOffsetDateTime("ends_at").toInstant(),
                    instant(row.getOffsetDateTime("ended_at"))));
        }
        return delegations;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
