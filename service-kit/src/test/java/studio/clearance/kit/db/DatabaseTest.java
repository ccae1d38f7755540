package studio.clearance.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.parts.Parts;

class DatabaseTest {

    private static Parts.TestDatabase parts;
    private static Parts.Replica replica;
    private static Database database;

    @BeforeAll
    static void start() {
        parts = Parts.database();
        parts.execute("create table note (id int primary key, words text); grant all on note to " + parts.role());
        replica = parts.replica();
        database = replica.database();
    }

    @AfterAll
    static void stop() {
        replica.close();
    }

    @BeforeEach
    void empty() {
        parts.execute("truncate note");
    }

    @Test
    void work_that_returns_is_committed() {
        String answer = database.transaction(tx -> {
            tx.query("insert into note values ($1, $2)", 1, "kept");
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(parts.number("select count(*) from note")).isEqualTo(1);
    }

    @Test
    void work_that_throws_is_rolled_back() {
        assertThatThrownBy(() -> database.transaction(tx -> {
                    tx.query("insert into note values (1, 'lost')");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(parts.number("select count(*) from note")).isZero();
    }

    @Test
    void a_failure_that_the_work_swallows_cannot_commit() {
        assertThatThrownBy(() -> database.transaction(tx -> {
                    tx.query("insert into note values (1, 'lost')");
                    try {
                        tx.query("insert into note values (1, 'twice')");
                    } catch (PgException swallowed) {
                        // goes on as if nothing had happened
                    }
                    return "done";
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(PgException.class);

        assertThat(parts.number("select count(*) from note")).isZero();
    }

    @Test
    void a_last_statement_that_fails_takes_the_transaction_with_it() {
        List<String> afterwards = new ArrayList<>();

        assertThatThrownBy(() -> database.transaction(tx -> {
                    tx.query("insert into note values (1, 'lost')");
                    tx.last(Statement.of("insert into note values ($1, 'twice')", 1));
                    tx.afterCommit(() -> afterwards.add("committed"));
                    return "done";
                }))
                .isInstanceOf(PgException.class);

        assertThat(parts.number("select count(*) from note")).isZero();
        assertThat(afterwards).isEmpty();
    }

    @Test
    void a_last_statement_that_cannot_even_be_sent_takes_the_transaction_with_it() {
        for (Object fits : List.of(1, 2)) {
            database.transaction(tx -> {
                tx.last(Statement.of("insert into note values ($1, 'kept')", fits));
                return null;
            });
        }

        assertThatThrownBy(() -> database.transaction(tx -> {
                    tx.query("insert into note values (3, 'lost')");
                    tx.last(Statement.of("insert into note values ($1, 'kept')", UUID.randomUUID()));
                    return null;
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(parts.number("select count(*) from note")).isEqualTo(2);
    }

    @Test
    void what_was_left_for_the_commit_runs_after_everything_else() {
        List<String> afterwards = new ArrayList<>();

        database.transaction(tx -> {
            tx.atCommit(Statement.of("insert into note select 3, count(*)::text from note"));
            tx.last(Statement.of("insert into note select 2, count(*)::text from note"));
            tx.query("insert into note values (1, '0')");
            tx.afterCommit(() -> afterwards.add("committed"));
            return null;
        });

        assertThat(parts.number("select count(*) from note where words::int = id - 1"))
                .isEqualTo(3);
        assertThat(afterwards).containsExactly("committed");
    }

    @Test
    void a_pipeline_answers_in_order() {
        List<Integer> answers = database.transaction(
                tx -> tx.pipeline(Statement.of("select $1::int", 1), Statement.of("select $1::int + 1", 1)).stream()
                        .map(rows -> rows.iterator().next().getInteger(0))
                        .toList());

        assertThat(answers).containsExactly(1, 2);
    }

    @Test
    void bytes_and_instants_go_in_alone_and_as_arrays() {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");

        var row = database.query(
                        "select $1::bytea, $2::timestamptz, ($3::bytea[])[2], ($4::timestamptz[])[1]",
                        new byte[] {1},
                        noon,
                        new byte[][] {{1}, {2}},
                        new Instant[] {noon, null})
                .iterator()
                .next();

        assertThat(row.getBuffer(0).getBytes()).containsExactly(1);
        assertThat(row.getOffsetDateTime(1).toInstant()).isEqualTo(noon);
        assertThat(row.getBuffer(2).getBytes()).containsExactly(2);
        assertThat(row.getOffsetDateTime(3).toInstant()).isEqualTo(noon);
    }

    @Test
    void an_event_loop_is_not_to_wait() {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        vertx.runOnContext(go -> {
            try {
                answer.complete(database.query("select 1"));
            } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
            }
        });

        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        vertx.close();
    }

    @Test
    void a_connection_lost_in_the_middle_is_an_outage_and_the_next_transaction_has_another() {
        assertThatThrownBy(() -> database.transaction(tx -> {
                    int session = tx.query("select pg_backend_pid()")
                            .iterator()
                            .next()
                            .getInteger(0);
                    parts.execute("select pg_terminate_backend(" + session + ")");
                    return tx.query("select 1");
                }))
                .matches(Outages::isOutage);

        await().ignoreExceptions().until(() -> database.query("select 1").size() == 1);
    }

    @Test
    void only_what_passes_by_itself_is_an_outage() {
        assertThat(List.of("08006", "40001", "40P01", "53300", "57P01", "57014", "58030", "55P03", "25006"))
                .allMatch(Outages::passes);
        assertThat(List.of("23505", "22P02", "42P01", "P0001", "XX000")).noneMatch(Outages::passes);
    }
}
