package studio.clearance.kit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.events.InboxSettings;
import studio.clearance.kit.http.IdempotencySettings;

/** Forgets what is past its retention, in small bites, so that no deletion holds anybody up. */
@ApplicationScoped
public class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int BITE = 5_000;
    private static final int MOST_BITES = 200;
    /** Replicas take turns: the lock is tried within the statement and ends with it. */
    private static final long LOCK = 0x486f757365L;

    private final Database database;
    private final InboxSettings inbox;
    private final IdempotencySettings idempotency;
    private final InstantSource clock;

    @jakarta.inject.Inject
    public Housekeeping(Database database, InboxSettings inbox, IdempotencySettings idempotency) {
        this(database, inbox, idempotency, Clock.systemUTC());
    }

    Housekeeping(Database database, InboxSettings inbox, IdempotencySettings idempotency, InstantSource clock) {
        this.database = database;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @Scheduled(
            every = "${clearance.housekeeping.every:10m}",
            delayed = "${clearance.housekeeping.delay:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        try {
            forget("inbox", "received_at", inbox.retention());
            forget("idempotency_key", "created_at", idempotency.retention());
        } catch (RuntimeException later) {
            LOG.warnf("Housekeeping will try again: %s", later.getMessage());
        }
    }

    private void forget(String table, String since, Duration retention) {
        String statement = "delete from " + table + " where ctid = any (array(select ctid from " + table + " where "
                + since + " < $1 order by " + since + " limit " + BITE + "))";
        Instant cutOff = clock.instant().minus(retention);
        int forgotten = 0;
        for (int bite = 0; bite < MOST_BITES; bite++) {
            int gone = database.transaction(tx -> {
                boolean ourTurn = tx.query("select pg_try_advisory_xact_lock($1)", LOCK)
                        .iterator()
                        .next()
                        .getBoolean(0);
                return ourTurn ? tx.query(statement, cutOff).rowCount() : 0;
            });
            forgotten += gone;
            if (gone < BITE) {
                break;
            }
        }
        if (forgotten > 0) {
            LOG.debugf("%d rows of %s are past their retention", forgotten, table);
        }
    }
}
