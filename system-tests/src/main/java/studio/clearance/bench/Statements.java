package studio.clearance.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.clearance.local.parts.DatabaseServer;

/** What the database server was asked, by its own count (pg_stat_statements): begin and commit are statements too. */
final class Statements implements AutoCloseable {
    /** What the server needs for the count. */
    static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "pg_stat_statements.track", "top",
            "compute_query_id", "on");

    private static final String BY_DATABASE = """
            select d.datname, sum(s.calls)::bigint
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname in ('intake', 'triage', 'approval', 'notification')
            group by 1 order by 1""";

    private static final String DEAREST = """
            select d.datname, s.calls, s.rows, s.total_exec_time, regexp_replace(left(s.query, 110), '\\s+', ' ', 'g')
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname in ('intake', 'triage', 'approval', 'notification')
            order by s.total_exec_time desc limit 12""";

    private static final String MOST_CALLED = """
            select d.datname, s.calls, s.rows, s.total_exec_time, regexp_replace(left(s.query, 110), '\\s+', ' ', 'g')
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname in ('intake', 'triage', 'approval', 'notification')
            order by s.calls desc limit 12""";

    private final Connection connection;

    Statements(DatabaseServer server) throws SQLException {
        connection = server.connect(DatabaseServer.SUPERUSER);
        try (var sql = connection.createStatement()) {
            sql.execute("create extension if not exists pg_stat_statements");
        }
    }

    /** One kind of statement, its parameters taken out. */
    record Kind(String database, long calls, long rows, double milliseconds, String text) {}

    void start() {
        try (var sql = connection.createStatement()) {
            sql.execute("select pg_stat_statements_reset()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, Long> sinceStart() {
        Map<String, Long> calls = new LinkedHashMap<>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(BY_DATABASE)) {
            while (rows.next()) {
                calls.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return calls;
    }

    List<Kind> dearest() {
        return kinds(DEAREST);
    }

    List<Kind> mostCalled() {
        return kinds(MOST_CALLED);
    }

    private List<Kind> kinds(String query) {
        List<Kind> kinds = new ArrayList<>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            while (rows.next()) {
                kinds.add(new Kind(
                        rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getDouble(4), rows.getString(5)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return kinds;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
