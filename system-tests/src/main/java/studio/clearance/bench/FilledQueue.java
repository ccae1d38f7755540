package studio.clearance.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Fills the tables of the approval service with as many cases as a large studio might have, without asking the service. */
final class FilledQueue {
    private static final int REVIEWERS_A_SLOT = 20;
    private static final List<String> SLOTS = List.of("legal", "contact", "labour");

    private static final String SECONDARY_INDEXES = """
            select indexname, indexdef from pg_indexes i
            where schemaname = 'public' and tablename in ('review_case', 'audit_entry')
              and not exists (select from pg_constraint c where c.conname = i.indexname)""";

    private final ApprovalAlone approval;
    private final PrintStream out;

    FilledQueue(ApprovalAlone approval, PrintStream out) {
        this.approval = approval;
        this.out = out;
    }

    void fill(int open, int closed) {
        long begin = System.nanoTime();
        try (Connection connection = approval.connect();
                Statement sql = connection.createStatement()) {
            reviewers(connection);
            Map<String, String> indexes = secondaryIndexes(sql);
            for (String index : indexes.keySet()) {
                sql.execute("drop index " + index);
            }
            for (String statement : script(open, closed)) {
                sql.execute(statement);
            }
            for (String definition : indexes.values()) {
                sql.execute(definition);
            }
            // Also what autovacuum would have done by itself by the time a queue is that long.
            sql.execute("vacuum analyze");
            sql.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        out.printf(
                "%,d open and %,d closed cases filled in and analysed in %,d s%n",
                open, closed, (System.nanoTime() - begin) / 1_000_000_000);
    }

    /** Those that the load speaks as are the first of their slots. */
    private static void reviewers(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("create temporary table bench_reviewer (n int, slot text, subject text, username text)");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into bench_reviewer values (?, ?, ?, ?)")) {
            for (String slot : SLOTS) {
                for (int n = 0; n < REVIEWERS_A_SLOT; n++) {
                    String username = slot + "-" + (n + 1);
                    insert.setInt(1, n);
                    insert.setString(2, slot);
                    insert.setString(3, People.subjectOf(username).toString());
                    insert.setString(4, username);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static Map<String, String> secondaryIndexes(Statement sql) throws SQLException {
        Map<String, String> indexes = new LinkedHashMap<>();
        try (ResultSet rows = sql.executeQuery(SECONDARY_INDEXES)) {
            while (rows.next()) {
                indexes.put(rows.getString(1), rows.getString(2));
            }
        }
        return indexes;
    }

    private static List<String> script(int open, int closed) {
        try (InputStream file =
                Objects.requireNonNull(FilledQueue.class.getResourceAsStream("queue.sql"), "queue.sql is missing")) {
            String text = new String(file.readAllBytes(), UTF_8)
                    .replace("{open}", String.valueOf(open))
                    .replace("{closed}", String.valueOf(closed));
            List<String> statements = new ArrayList<>();
            for (String statement : text.split(";\\s*\\n", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement);
                }
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
