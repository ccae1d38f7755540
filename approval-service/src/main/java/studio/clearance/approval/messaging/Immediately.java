package studio.clearance.approval.messaging;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/** The same transaction with nothing put off to its end: what comes later in it reads what was written. */
record Immediately(Transaction tx) implements Transaction {

    @Override
    public RowSet<Row> query(String sql, @Nullable Object... parameters) {
        return tx.query(sql, parameters);
    }

    @Override
    public List<RowSet<Row>> pipeline(Statement... statements) {
        return tx.pipeline(statements);
    }

    @Override
    public void last(Statement statement) {
        tx.pipeline(statement);
    }

    @Override
    public void atCommit(Statement statement) {
        tx.atCommit(statement);
    }

    @Override
    public void afterCommit(Runnable action) {
        tx.afterCommit(action);
    }
}
