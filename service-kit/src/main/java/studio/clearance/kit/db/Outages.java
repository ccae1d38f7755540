package studio.clearance.kit.db;

import io.vertx.core.VertxException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells an infrastructure failure, which passes and is worth waiting for, from a failure of the work itself, which would
 * come again. The SQL states are those of PostgreSQL's appendix A.
 */
public final class Outages {

    private static final int DEEPEST_CAUSE = 16;

    private Outages() {}

    public static boolean isOutage(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof DatabaseException refusal) {
                return passes(refusal.getSqlState());
            }
            if (cause instanceof DatabaseUnavailable
                    || cause instanceof ClosedConnectionException
                    || cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof TimeoutException
                    || cause instanceof org.apache.kafka.common.errors.RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** Whether a later attempt at the same statement may succeed though nobody changed the data or the program. */
    static boolean passes(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() != 5) {
            return false;
        }
        return switch (sqlState.substring(0, 2)) {
            case "08", // connection exception
                    "40", // transaction rollback: serialization failure, deadlock
                    "53", // insufficient resources: disk, memory, connections
                    "57", // operator intervention: shutdown, cancel, cannot connect now
                    "58" -> // system error outside PostgreSQL
                true;
            default ->
                sqlState.equals("55P03") // lock not available
                        || sqlState.equals("25006"); // read-only: this server is not (or no longer) the primary
        };
    }

    /** Whether the client lost or never had its connection; such failures carry no SQL state. */
    static boolean isConnectionLoss(Throwable failure) {
        return failure instanceof java.io.IOException
                || failure instanceof ClosedConnectionException
                || (failure instanceof VertxException && !(failure instanceof DatabaseException))
                || failure instanceof io.vertx.core.impl.NoStackTraceThrowable;
    }
}
