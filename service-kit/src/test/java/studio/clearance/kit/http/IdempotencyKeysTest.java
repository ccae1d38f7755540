package studio.clearance.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.parts.Parts;

class IdempotencyKeysTest {

    private static final byte[] BODY = IdempotencyKeys.hash("POST", "/api/trials", "{}".getBytes(UTF_8));
    private static final byte[] OTHER_BODY = IdempotencyKeys.hash("POST", "/api/trials", "{ }".getBytes(UTF_8));
    private static final StoredResponse ANSWER =
            StoredResponse.json(201, "/api/trials/7", "\"1\"", "{\"id\":7}".getBytes(UTF_8));

    private static Parts.Replica replica;
    private static Database database;

    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final String key = TimeOrderedIds.next().toString();

    @BeforeAll
    static void start() {
        replica = Parts.database().replica();
        database = replica.database();
    }

    @AfterAll
    static void stop() {
        replica.close();
    }

    @Test
    void the_first_request_is_fresh_and_the_same_one_again_gets_the_first_answer() {
        answerFirst();

        Claim second = claim("a", key, BODY);

        assertThat(second).isInstanceOfSatisfying(Claim.Replay.class, replay -> {
            assertThat(replay.response().status()).isEqualTo(201);
            assertThat(replay.response().headers())
                    .containsEntry("Location", "/api/trials/7")
                    .containsEntry("ETag", "\"1\"")
                    .containsEntry("Content-Type", "application/json");
            assertThat(replay.response().body()).isEqualTo(ANSWER.body());
        });
    }

    @Test
    void a_key_used_again_for_another_request_is_a_mismatch() {
        answerFirst();

        assertThat(claim("a", key, OTHER_BODY)).isInstanceOf(Claim.Mismatch.class);
    }

    @Test
    void a_key_belongs_to_its_caller() {
        answerFirst();

        assertThat(claim("b", key, OTHER_BODY)).isInstanceOf(Claim.Fresh.class);
    }

    @Test
    void while_the_first_is_under_way_the_second_is_told_so_and_does_not_wait() {
        database.transaction(tx -> {
            assertThat(keys.claim(tx, caller("a"), key, BODY)).isInstanceOf(Claim.Fresh.class);

            assertThat(claim("a", key, BODY)).isInstanceOf(Claim.InUse.class);
            return null;
        });
    }

    @Test
    void a_first_request_that_failed_leaves_the_key_free() {
        assertThatThrownBy(() -> database.transaction(tx -> {
                    Claim.Fresh claim = (Claim.Fresh) keys.claim(tx, caller("a"), key, BODY);
                    keys.remember(tx, claim, ANSWER);
                    throw new IllegalStateException("the work failed");
                }))
                .hasMessage("the work failed");

        assertThat(claim("a", key, BODY)).isInstanceOf(Claim.Fresh.class);
    }

    @Test
    void a_known_key_fails_a_transaction_that_did_not_claim_it() {
        answerFirst();
        Claim.Fresh unasked = new Claim.Fresh("a", key, BODY);

        assertThatThrownBy(() -> database.transaction(tx -> {
                    tx.last(keys.remembering(List.of(unasked), List.of(ANSWER)));
                    return null;
                }))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refused ->
                                assertThat(IdempotencyKeys.isKnownKey(refused)).isTrue());
    }

    @Test
    void many_are_claimed_and_remembered_at_once() {
        answerFirst();
        String fresh = TimeOrderedIds.next().toString();

        List<Claim> claims = database.transaction(tx -> {
            List<Claim> all = keys.claimAll(
                    tx,
                    List.of(
                            new IdempotencyKeys.Request(caller("a"), fresh, BODY),
                            new IdempotencyKeys.Request(caller("a"), key, BODY),
                            new IdempotencyKeys.Request(caller("a"), fresh, BODY),
                            new IdempotencyKeys.Request(caller("b"), fresh, BODY)));
            List<Claim.Fresh> toRemember = all.stream()
                    .filter(Claim.Fresh.class::isInstance)
                    .map(Claim.Fresh.class::cast)
                    .toList();
            keys.rememberAll(tx, toRemember, List.of(ANSWER, ANSWER));
            return all;
        });

        assertThat(claims.get(0)).isInstanceOf(Claim.Fresh.class);
        assertThat(claims.get(1)).isInstanceOf(Claim.Replay.class);
        assertThat(claims.get(2)).isInstanceOf(Claim.InUse.class);
        assertThat(claims.get(3)).isInstanceOf(Claim.Fresh.class);
        assertThat(claim("b", fresh, BODY)).isInstanceOf(Claim.Replay.class);
    }

    @Test
    void the_header_is_demanded_and_may_be_quoted() {
        assertThat(IdempotencyKeys.require("\"abc\"")).isEqualTo("abc");
        assertThat(IdempotencyKeys.require(" abc ")).isEqualTo("abc");
        assertThatThrownBy(() -> IdempotencyKeys.require(null)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> IdempotencyKeys.require("a b")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> IdempotencyKeys.require("x".repeat(256))).isInstanceOf(Problem.class);
    }

    private Claim claim(String subject, String claimed, byte[] hash) {
        return database.transaction(tx -> keys.claim(tx, caller(subject), claimed, hash));
    }

    private void answerFirst() {
        database.transaction(tx -> {
            keys.remember(tx, (Claim.Fresh) keys.claim(tx, caller("a"), key, BODY), ANSWER);
            return null;
        });
    }

    private static Caller caller(String subject) {
        return new Caller(subject, subject, subject, null, Locale.ENGLISH, Set.of("partner"), "partner-a");
    }
}
