package studio.clearance.kit.events;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.joining;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what stands in the outbox: fetch in order, send, await every acknowledgement, delete. One thread, one connection.
 *
 * <p><b>One leader.</b> The connection holds a session advisory lock, and fetch and delete run on that very connection: a
 * relay that has lost the lock has lost the means to go on. A replica without the lock tries again every second.
 *
 * <p><b>Order.</b> Rows are deleted when published, so what is left is exactly what is to be sent, however late it became
 * visible; there is no cursor that a slow transaction could slip behind. Within one snapshot the rows of one subject stand in
 * the order of their positions, since the lock on the subject's state is held from before the position is drawn until the
 * commit: a snapshot that shows the later row shows the earlier one.
 *
 * <p><b>Takeover.</b> What an old leader still has in flight may reach the broker between the new leader's records. Each of
 * them sends every subject's rows in order and from the first one not deleted, without holes (the producer is idempotent, has
 * one request in flight and is closed before a record can expire). In any interleaving of two such sequences the first copies are in order, and the
 * second copies are what the inbox is for.
 */
final class Relay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** The key of the advisory lock; such locks are per database, so every service may use the same. */
    private static final long LOCK = 0x4f7574626f78L;

    private static final String CHANNEL = "outbox";
    private static final String NOTIFY = "notify " + CHANNEL;

    private static final String FETCH = """
            select position, id, aggregatetype, aggregateid, type, payload, occurred_at, traceparent
            from (select *, sum(octet_length(payload)) over (order by position) - octet_length(payload) as before
                  from (select * from outbox order by position limit $1) as first
                 ) as measured
            where before < $2
            order by position""";

    private static final String DELETE = "delete from outbox where position = any($1)";
    private static final String VACUUM = "vacuum (truncate off) outbox";

    /**
     * A lost DELETE only means that its events go out again, so it need not wait for the disk. The server notices within
     * seconds that the leader's machine is gone. The fetch keeps to the index whatever the statistics say of a table that is
     * mostly empty and then, with the broker away, holds a million rows.
     */
    private static final Map<String, String> SESSION = Map.of(
            "synchronous_commit", "off",
            "tcp_keepalives_idle", "3",
            "tcp_keepalives_interval", "1",
            "tcp_keepalives_count", "3",
            "enable_seqscan", "off",
            "enable_bitmapscan", "off");

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

    private final Pool pool;
    private final Supplier<Producer<String, byte[]>> producers;
    private final OutboxSettings settings;
    private final EventForm form;
    private final Counter published;

    private final Semaphore wakeUps = new Semaphore(0);
    private final AtomicInteger remoteWakeUps = new AtomicInteger();
    private final Thread thread;

    private volatile boolean running = true;
    private volatile boolean leads;
    private volatile long depth;
    private volatile @Nullable Instant oldest;

    Relay(Pool pool, Supplier<Producer<String, byte[]>> producers, OutboxSettings settings, MeterRegistry meters) {
        this.pool = pool;
        this.producers = producers;
        this.settings = settings;
        this.form = new EventForm(settings);
        this.published = Counter.builder("clearance.outbox.published")
                .description("Events acknowledged by the broker")
                .register(meters);
        Gauge.builder("clearance.outbox.leader", () -> leads ? 1 : 0)
                .description("1 in the replica whose relay publishes")
                .register(meters);
        Gauge.builder("clearance.outbox.depth", () -> depth)
                .description("Events written and not yet published, as the leader last saw it")
                .register(meters);
        Gauge.builder("clearance.outbox.oldest.age", this::ageOfOldest)
                .baseUnit("seconds")
                .description("How long the oldest unpublished event has been waiting")
                .register(meters);
        this.thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean leads() {
        return leads;
    }

    long depth() {
        return depth;
    }

    double ageOfOldest() {
        Instant since = oldest;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }

    /**
     * Says that something was committed. Here it wakes the thread at once; when another replica leads, one NOTIFY is sent for
     * all that was committed meanwhile. NOTIFY is no part of the writing transaction, because PostgreSQL serialises the
     * commits of all transactions that notify, over all databases of the server; nor is anything lost with it, since the
     * leader also looks by itself.
     */
    void wake() {
        if (leads) {
            wakeHere();
        } else if (remoteWakeUps.getAndIncrement() == 0) {
            wakeLeader();
        }
    }

    private void wakeLeader() {
        int heard = remoteWakeUps.get();
        pool.query(NOTIFY).execute().onComplete(sent -> {
            // What was committed after the NOTIFY left needs another one.
            if (!remoteWakeUps.compareAndSet(heard, 0) && running) {
                wakeLeader();
            }
        });
    }

    private void wakeHere() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Finishes the round under way, gives up the lead and ends. */
    @Override
    public void close() {
        running = false;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        wakeHere();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (running) {
            try {
                lead();
                pause = FIRST_PAUSE;
                sleep(settings.standby());
            } catch (InterruptedException stopped) {
                return;
            } catch (Exception failed) {
                LOG.warnf("The outbox relay pauses for %d ms: %s", pause.toMillis(), failed);
                LOG.debug("The outbox relay failed", failed);
                try {
                    sleep(pause);
                } catch (InterruptedException stopped) {
                    return;
                }
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private void sleep(Duration time) throws InterruptedException {
        if (running) {
            Thread.sleep(time.toMillis() + ThreadLocalRandom.current().nextLong(time.toMillis() / 4 + 1));
        }
    }

    /** Returns when another relay leads or this one is to stop. */
    private void lead() throws Exception {
        SqlConnection connection = await(pool.getConnection());
        // Until the answer is known, the session may hold the lock.
        boolean won = true;
        boolean clean = false;
        try {
            won = await(connection
                            .preparedQuery("select pg_try_advisory_lock($1)")
                            .execute(Tuple.of(LOCK)))
                    .iterator()
                    .next()
                    .getBoolean(0);
            if (won) {
                prepareSession(connection);
                publishAsLeader(connection);
            }
            clean = true;
        } finally {
            leads = false;
            depth = 0;
            oldest = null;
            if (won) {
                giveUp(connection, clean);
            } else {
                connection.close();
            }
        }
    }

    /** The server also ends a session whose process stands still (idle session), and the lead with it. */
    private void prepareSession(SqlConnection connection) throws Exception {
        PgConnection session = (PgConnection) connection;
        session.exceptionHandler(lost -> LOG.debug("The leader's session failed", lost));
        session.notificationHandler(notification -> wakeHere());
        StringBuilder settings = new StringBuilder();
        SESSION.forEach((name, value) ->
                settings.append("set ").append(name).append(" = ").append(value).append("; "));
        settings.append("set idle_session_timeout = ")
                .append(this.settings.leaseWithoutSign().toMillis());
        await(connection.query(settings + "; listen " + CHANNEL).execute());
    }

    private void giveUp(SqlConnection connection, boolean clean) {
        String farewell = clean
                ? "unlisten *; reset idle_session_timeout; "
                        + SESSION.keySet().stream()
                                .map(name -> "reset " + name + "; ")
                                .collect(joining())
                        + "select pg_advisory_unlock(" + LOCK + ")"
                // In doubt the session ends, so that neither its lock nor its settings reach the pool's next user.
                : "select pg_terminate_backend(pg_backend_pid())";
        ((PgConnection) connection).notificationHandler(null);
        Future<Void> returned = connection
                .query(farewell)
                .execute()
                .eventually(() -> connection.close())
                .mapEmpty();
        try {
            returned.toCompletionStage().toCompletableFuture().get(SIGN_OF_LIFE.toMillis(), MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException gone) {
            LOG.debug("The leader's session has ended", gone);
        }
    }

    private void publishAsLeader(SqlConnection connection) throws Exception {
        AtomicBoolean lost = new AtomicBoolean();
        connection.closeHandler(closed -> {
            lost.set(true);
            wakeHere();
        });
        Producer<String, byte[]> producer = producers.get();
        try {
            leads = true;
            LOG.info("This replica publishes the outbox");
            publish(connection, producer, lost);
        } finally {
            // Not a graceful close: what is unacknowledged is still in the table, and must not expire out of order.
            producer.close(Duration.ZERO);
        }
    }

    private void publish(SqlConnection connection, Producer<String, byte[]> producer, AtomicBoolean lost)
            throws Exception {
        @Nullable Long[] done = new Long[0];
        int deletedSinceVacuum = 0;
        while (running && !lost.get()) {
            long started = System.nanoTime();
            RowSet<Row> rows = deleteAndFetch(connection, done);
            deletedSinceVacuum += done.length;
            done = new Long[0];
            observe(connection, rows);
            if (rows.size() == 0) {
                if (deletedSinceVacuum >= settings.vacuumAfter()) {
                    await(connection.query(VACUUM).execute());
                    deletedSinceVacuum = 0;
                }
                awaitWakeUp(settings.poll());
                continue;
            }
            done = send(connection, producer, rows);
            published.increment(done.length);
            if (deletedSinceVacuum >= 4 * settings.vacuumAfter()) {
                await(connection.query(VACUUM).execute());
                deletedSinceVacuum = 0;
            }
            if (rows.size() < settings.batch()) {
                gather(started);
            }
        }
        if (done.length > 0) {
            await(connection.preparedQuery(DELETE).execute(Tuple.of(done)));
        }
    }

    /** Both statements leave in one network flush; the fetch, being the later one, does not see what was deleted. */
    private RowSet<Row> deleteAndFetch(SqlConnection connection, @Nullable Long[] done) throws Exception {
        Future<RowSet<Row>> deleted = done.length == 0
                ? Future.succeededFuture()
                : connection.preparedQuery(DELETE).execute(Tuple.of(done));
        Future<RowSet<Row>> fetched =
                connection.preparedQuery(FETCH).execute(Tuple.of(settings.batch(), settings.batchBytes()));
        await(deleted);
        return await(fetched);
    }

    /** Exact while little is waiting; behind a full batch, the span of positions, which costs two index look-ups. */
    private void observe(SqlConnection connection, RowSet<Row> rows) throws Exception {
        if (rows.size() == 0) {
            depth = 0;
            oldest = null;
            return;
        }
        Row first = rows.iterator().next();
        oldest = first.getOffsetDateTime("occurred_at").toInstant();
        depth = rows.size() < settings.batch()
                ? rows.size()
                : await(connection
                                .preparedQuery("select max(position) - min(position) + 1 from outbox")
                                .execute())
                        .iterator()
                        .next()
                        .getLong(0);
    }

    private Long[] send(SqlConnection connection, Producer<String, byte[]> producer, RowSet<Row> rows)
            throws Exception {
        Instant deadline = Instant.now().plus(settings.patience());
        List<java.util.concurrent.Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        Long[] positions = new Long[rows.size()];
        for (Row row : rows) {
            positions[sent.size()] = row.getLong(0);
            sent.add(enqueue(connection, producer, form.record(row), deadline));
        }
        for (java.util.concurrent.Future<RecordMetadata> each : sent) {
            acknowledged(connection, each, deadline);
        }
        return positions;
    }

    /**
     * Blocks while the broker is away or the producer's buffer is full. The producer tells of such a record by a future that
     * has already failed; to go on to the next one would let it overtake.
     */
    private static java.util.concurrent.Future<RecordMetadata> enqueue(
            SqlConnection connection,
            Producer<String, byte[]> producer,
            ProducerRecord<String, byte[]> event,
            Instant deadline)
            throws Exception {
        while (true) {
            java.util.concurrent.Future<RecordMetadata> sent = producer.send(event);
            if (!sent.isDone()) {
                return sent;
            }
            try {
                sent.get();
                return sent;
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof org.apache.kafka.common.errors.TimeoutException brokerAway)) {
                    throw failed;
                }
                giveSignOfLife(connection, deadline, brokerAway);
            }
        }
    }

    private static void acknowledged(
            SqlConnection connection, java.util.concurrent.Future<RecordMetadata> sent, Instant deadline)
            throws Exception {
        while (true) {
            try {
                sent.get(SIGN_OF_LIFE.toMillis(), MILLISECONDS);
                return;
            } catch (TimeoutException brokerAway) {
                giveSignOfLife(connection, deadline, brokerAway);
            }
        }
    }

    /** Keeps the session alive, learns whether it still is, and gives the lead up when the broker has been away for long. */
    private static void giveSignOfLife(SqlConnection connection, Instant deadline, Exception brokerAway)
            throws Exception {
        await(connection.query("select 1").execute());
        if (Instant.now().isAfter(deadline)) {
            throw brokerAway;
        }
    }

    private void awaitWakeUp(Duration atMost) throws InterruptedException {
        if (wakeUps.tryAcquire(atMost.toMillis(), MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private void gather(long started) throws InterruptedException {
        long rest = settings.gather().toNanos() - (System.nanoTime() - started);
        if (rest > 0) {
            TimeUnit.NANOSECONDS.sleep(rest);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LONGEST_STATEMENT.toMillis(), MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** The form in which an outbox row leaves: CloudEvents 1.0, Kafka binding, binary mode. */
    private static final class EventForm {

        private static final byte[] SPEC_VERSION = EventHeaders.bytes("1.0");
        private static final byte[] JSON = EventHeaders.bytes("application/json");
        private static final String NAMESPACE = "studio.clearance.";
        private static final String SCHEMAS = "https://clearance.studio/schemas/";

        private final byte[] source;
        private final String schemas;

        EventForm(OutboxSettings settings) {
            this.source = EventHeaders.bytes(settings.source());
            this.schemas = settings.schemas().orElseGet(() -> {
                String topic = settings.topic().orElse("");
                return SCHEMAS + topic.substring(topic.lastIndexOf('.') + 1) + "/";
            });
        }

        ProducerRecord<String, byte[]> record(Row row) {
            UUID id = row.getUUID(1);
            String topic = row.getString(2);
            String subject = row.getString(3);
            String type = row.getString(4);
            OffsetDateTime time = row.getOffsetDateTime(6);
            String traceparent = row.getString(7);
            ProducerRecord<String, byte[]> out =
                    new ProducerRecord<>(topic, subject, row.getBuffer(5).getBytes());
            Headers headers = out.headers();
            headers.add(EventHeaders.SPEC_VERSION, SPEC_VERSION)
                    .add(EventHeaders.ID, EventHeaders.bytes(id.toString()))
                    .add(EventHeaders.TYPE, EventHeaders.bytes(type))
                    .add(EventHeaders.SOURCE, source)
                    .add(EventHeaders.SUBJECT, EventHeaders.bytes(subject))
                    .add(EventHeaders.TIME, EventHeaders.bytes(time.toInstant().toString()))
                    .add(EventHeaders.DATA_SCHEMA, EventHeaders.bytes(schemaOf(type)))
                    .add(EventHeaders.CONTENT_TYPE, JSON);
            if (traceparent != null) {
                headers.add(EventHeaders.TRACEPARENT, EventHeaders.bytes(traceparent));
            }
            return out;
        }

        private String schemaOf(String type) {
            String name = type.startsWith(NAMESPACE) ? type.substring(NAMESPACE.length()) : type;
            return schemas + name + ".schema.json";
        }
    }
}
