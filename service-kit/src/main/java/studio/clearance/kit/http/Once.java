package studio.clearance.kit.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.IdempotencyKeys.Request;

/** Does what a request asks for once and gives its answer as often as it is asked, in the transaction of the work. */
@ApplicationScoped
public class Once {

    /** How an answer is stored when it must not lie in the database as it was given. */
    public interface Safe {

        StoredResponse put(Request request, StoredResponse given);

        StoredResponse get(Request request, StoredResponse kept);
    }

    private static final Safe OPEN = new Safe() {
        @Override
        public StoredResponse put(Request request, StoredResponse given) {
            return given;
        }

        @Override
        public StoredResponse get(Request request, StoredResponse kept) {
            return kept;
        }
    };

    private final Database database;
    private final IdempotencyKeys keys;

    public Once(Database database, IdempotencyKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /**
     * Work that throws leaves nothing behind, so that the request can be repeated with the same key.
     *
     * @throws Problem 409 while the first of two is under way, 422 when the key was used for something else
     */
    public StoredResponse answer(Request request, Function<Transaction, StoredResponse> work) {
        return answer(request, OPEN, work);
    }

    public StoredResponse answer(Request request, Safe safe, Function<Transaction, StoredResponse> work) {
        return database.transaction(tx -> switch (keys.claim(
                tx, request.caller(), request.key(), request.requestHash())) {
            case Claim.Replay(StoredResponse kept) -> safe.get(request, kept);
            case Claim.InUse inUse -> throw inUse.problem();
            case Claim.Mismatch mismatch -> throw mismatch.problem();
            case Claim.Fresh fresh -> {
                StoredResponse given = work.apply(tx);
                keys.remember(tx, fresh, safe.put(request, given));
                yield given;
            }
        });
    }
}
