package studio.clearance.kit.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reactive pool for code that blocks. To be called from virtual or worker threads; on an event loop it refuses.
 *
 * <p>Parameters may be what the PostgreSQL client takes and, besides, {@code byte[]} for {@code bytea} and
 * {@link Instant} for {@code timestamptz}, alone or as arrays. JSON goes in as text: {@code $1::text::jsonb}.
 *
 * <p>A refusal by the server is thrown as {@link io.vertx.pgclient.PgException} with its SQL state; a lost connection as
 * {@link DatabaseUnavailable}.
 */
@ApplicationScoped
public class Database {

    private static final int MOST_PROVEN = 2_000;

    private final Pool pool;
    private final Map<String, List<Class<?>>> proven = new ConcurrentHashMap<>();

    public Database(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs the work in one transaction: commits when it returns, rolls back when it throws. BEGIN travels with the first
     * statement and what was given to {@link Transaction#last} with COMMIT, so that neither costs a round trip of its own.
     */
    public <T extends @Nullable Object> T transaction(Function<Transaction, T> work) {
        SqlConnection connection = await(pool.getConnection());
        OpenTransaction transaction = new OpenTransaction(connection, proven);
        boolean committed = false;
        try {
            T result = work.apply(transaction);
            transaction.commit();
            committed = true;
            return result;
        } finally {
            if (committed) {
                connection.close();
                transaction.committed();
            } else {
                transaction.rollback();
            }
        }
    }

    /** One statement that commits by itself. */
    public RowSet<Row> query(String sql, @Nullable Object... parameters) {
        return await(execute(pool, sql, Arrays.asList(parameters)));
    }

    private static Future<RowSet<Row>> execute(SqlClient client, String sql, List<@Nullable Object> parameters) {
        if (parameters.isEmpty()) {
            return client.preparedQuery(sql).execute();
        }
        List<@Nullable Object> encoded = new ArrayList<>(parameters.size());
        for (Object parameter : parameters) {
            encoded.add(encode(parameter));
        }
        return client.preparedQuery(sql).execute(Tuple.wrap(encoded));
    }

    private static @Nullable Object encode(@Nullable Object parameter) {
        return switch (parameter) {
            case null -> null;
            case byte[] bytes -> Buffer.buffer(bytes);
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case byte[][] all -> {
                @Nullable Buffer[] buffers = new @Nullable Buffer[all.length];
                for (int i = 0; i < all.length; i++) {
                    buffers[i] = all[i] == null ? null : Buffer.buffer(all[i]);
                }
                yield buffers;
            }
            case Instant[] all -> {
                @Nullable OffsetDateTime[] times = new @Nullable OffsetDateTime[all.length];
                for (int i = 0; i < all.length; i++) {
                    times[i] = all[i] == null ? null : all[i].atOffset(ZoneOffset.UTC);
                }
                yield times;
            }
            default -> parameter;
        };
    }

    private static <T> T await(Future<T> future) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "The database was awaited on an event loop: mark the method @RunOnVirtualThread or @Blocking");
        }
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while waiting for the database", interrupted);
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause == null) {
            return new IllegalStateException("The database client failed without a reason");
        }
        if (Outages.isConnectionLoss(cause)) {
            return new DatabaseUnavailable("The database connection failed: " + cause.getMessage(), cause);
        }
        if (cause instanceof RuntimeException refusal) {
            // Made on the event loop, its trace does not show who asked.
            refusal.addSuppressed(new AskedFrom());
            return refusal;
        }
        return new IllegalStateException(cause);
    }

    /** Carries the stack of the thread that waited. */
    private static final class AskedFrom extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AskedFrom() {
            super("asked from");
        }
    }

    private static final class OpenTransaction implements Transaction {

        private final SqlConnection connection;
        /** By statement, the parameter types with which the server has taken it. */
        private final Map<String, List<Class<?>>> proven;

        private final List<Statement> last = new ArrayList<>(2);
        private final List<Statement> atCommit = new ArrayList<>(2);
        private final List<Runnable> afterCommit = new ArrayList<>(2);
        private @Nullable Future<RowSet<Row>> begun;
        private @Nullable RuntimeException failure;

        OpenTransaction(SqlConnection connection, Map<String, List<Class<?>>> proven) {
            this.connection = connection;
            this.proven = proven;
        }

        @Override
        public RowSet<Row> query(String sql, @Nullable Object... parameters) {
            begin();
            return result(execute(connection, sql, Arrays.asList(parameters)));
        }

        @Override
        public List<RowSet<Row>> pipeline(Statement... statements) {
            begin();
            List<Future<RowSet<Row>>> sent = new ArrayList<>(statements.length);
            for (Statement statement : statements) {
                sent.add(execute(connection, statement.sql(), statement.parameters()));
            }
            List<RowSet<Row>> results = new ArrayList<>(statements.length);
            for (Future<RowSet<Row>> each : sent) {
                results.add(result(each));
            }
            return results;
        }

        @Override
        public void last(Statement statement) {
            last.add(statement);
        }

        @Override
        public void atCommit(Statement statement) {
            atCommit.add(statement);
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }

        /** Not awaited: the connection keeps the order, and a transaction that could not begin fails with its first statement. */
        private void begin() {
            if (begun == null) {
                begun = connection.query("BEGIN").execute();
            }
        }

        private RowSet<Row> result(Future<RowSet<Row>> sent) {
            try {
                return await(sent);
            } catch (RuntimeException failed) {
                failure = failed;
                throw failed;
            }
        }

        void commit() {
            if (failure != null) {
                throw new IllegalStateException(
                        "A statement of this transaction has failed; it cannot commit", failure);
            }
            last.addAll(atCommit);
            if (begun == null && last.isEmpty()) {
                return;
            }
            begin();
            List<Future<RowSet<Row>>> sent = new ArrayList<>(last.size() + 1);
            for (Statement statement : last) {
                Future<RowSet<Row>> each = execute(connection, statement.sql(), statement.parameters());
                if (isProven(statement)) {
                    sent.add(each);
                } else {
                    result(each);
                    prove(statement);
                }
            }
            // After a failed statement the server answers COMMIT with a rollback, so it may follow unasked.
            sent.add(connection.query("COMMIT").execute());
            for (Future<RowSet<Row>> each : sent) {
                result(each);
            }
        }

        /**
         * A statement whose parameters the client cannot encode never reaches the server, so it would not turn the commit
         * around. Whether it can be encoded depends on the types alone: what has been taken once will be taken again.
         */
        private boolean isProven(Statement statement) {
            List<Class<?>> types = proven.get(statement.sql());
            List<@Nullable Object> parameters = statement.parameters();
            if (types == null || types.size() != parameters.size()) {
                return false;
            }
            for (int i = 0; i < types.size(); i++) {
                Object parameter = parameters.get(i);
                if (parameter != null && parameter.getClass() != types.get(i)) {
                    return false;
                }
            }
            return true;
        }

        /** A null fits every type, so it tells nothing: what was known of its place stays known. */
        private void prove(Statement statement) {
            List<@Nullable Object> parameters = statement.parameters();
            List<Class<?>> known = proven.get(statement.sql());
            if (known == null && proven.size() >= MOST_PROVEN) {
                return;
            }
            List<Class<?>> types = new ArrayList<>(parameters.size());
            for (int i = 0; i < parameters.size(); i++) {
                Object parameter = parameters.get(i);
                if (parameter != null) {
                    types.add(parameter.getClass());
                } else {
                    types.add(known != null && known.size() > i ? known.get(i) : Void.class);
                }
            }
            proven.put(statement.sql(), List.copyOf(types));
        }

        void committed() {
            for (Runnable action : afterCommit) {
                action.run();
            }
        }

        void rollback() {
            if (begun == null) {
                connection.close();
                return;
            }
            Future<Void> ended = connection
                    .query("ROLLBACK")
                    .execute()
                    .eventually(() -> connection.close())
                    .mapEmpty();
            if (!Thread.currentThread().isInterrupted()) {
                try {
                    await(ended);
                } catch (RuntimeException alreadyFailing) {
                    // The work's own failure is on its way to the caller; the server rolls back a lost connection by
                    // itself.
                }
            }
        }
    }
}
