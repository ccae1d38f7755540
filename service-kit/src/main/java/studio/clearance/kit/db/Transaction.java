package studio.clearance.kit.db;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction, confined to the thread that runs the work. Once a statement has failed the transaction can only be
 * rolled back: catching the failure and returning normally ends in an {@link IllegalStateException}.
 */
public interface Transaction {

    RowSet<Row> query(String sql, @Nullable Object... parameters);

    /** Sends all statements in one network flush and returns their results in order; the first failure is thrown. */
    List<RowSet<Row>> pipeline(Statement... statements);

    /**
     * Runs the statement as one of the last of this transaction, in the same network flush as the commit, so that a write
     * whose result nobody reads costs no round trip. Its failure rolls the transaction back and is
     * thrown by {@link Database#transaction}.
     */
    void last(Statement statement);

    /**
     * Like {@link #last}, and after all of those: for what may only happen once every lock of the transaction is held, such
     * as drawing the positions of outgoing events.
     */
    void atCommit(Statement statement);

    /** Runs after the commit was acknowledged, never after a rollback. Must not throw. */
    void afterCommit(Runnable action);
}
