package studio.clearance.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the service asked of its database, as the server counted it; BEGIN and COMMIT are not counted. */
final class SqlMeter {
    private static final String SEEN = """
            select query, calls, rows, mean_exec_time, max_exec_time, total_exec_time, mean_plan_time
            from pg_stat_statements s join pg_roles r on r.oid = s.userid
            where r.rolname = 'approval' order by total_exec_time desc""";

    private final ApprovalAlone approval;
    private long committedBefore;

    SqlMeter(ApprovalAlone approval) {
        this.approval = approval;
    }

    /** Times in milliseconds. */
    record Seen(String query, long calls, long rows, double mean, double max, double total) {
        /** Enough of it to know it by. */
        String inShort() {
            String line =
                    query.replaceAll("--[^\n]*\n", " ").replaceAll("\\s+", " ").strip();
            return line.length() > 110 ? line.substring(0, 110) + "…" : line;
        }

        /** What runs by itself, whoever calls. */
        boolean isBackground() {
            String line = query.toLowerCase(Locale.ROOT);
            return line.contains("pg_try_advisory_lock")
                    || line.contains("audit_seal")
                    || line.contains("clearance.audit.seal")
                    || line.contains("next_mark_at <=")
                    || line.contains("expires_at <=")
                    || line.startsWith("delete from outbox")
                    || (line.contains("from outbox") && !line.startsWith("insert"))
                    || line.startsWith("vacuum")
                    || line.startsWith("select audit_entry")
                    || line.contains("from audit_entry")
                    || (line.contains("from delegation") && line.contains("ends_at >"))
                    || line.startsWith("listen")
                    || line.startsWith("delete from i")
                    || line.startsWith("set ");
        }
    }

    void start() {
        committedBefore = committed();
        approval.sql("select pg_stat_statements_reset()");
    }

    /** The costliest first. */
    List<Seen> sinceStart() {
        try (Connection connection = approval.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(SEEN)) {
            List<Seen> seen = new ArrayList<>();
            while (rows.next()) {
                seen.add(new Seen(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getDouble(4),
                        rows.getDouble(5),
                        rows.getDouble(6)));
            }
            return seen;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long transactionsSinceStart() {
        return committed() - committedBefore;
    }

    private long committed() {
        return approval.number("select xact_commit from pg_stat_database where datname = 'approval'");
    }
}
