package studio.clearance.intake.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.StoredResponse;

/** Does what a request asks for once and gives its answer as often as it is asked, in the transaction of the work. */
@ApplicationScoped
public class Once {

    private final Database database;
    private final IdempotencyKeys keys;

    public Once(Database database, IdempotencyKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Work that throws leaves nothing behind, so that the request can be repeated with the same key. */
    public StoredResponse answer(Request request, Function<Transaction, StoredResponse> work) {
        return database.transaction(
                tx -> switch (keys.claim(tx, request.caller(), request.key(), request.requestHash())) {
                    case Claim.Replay answered -> answered.response();
                    case Claim.InUse inUse -> throw inUse.problem();
                    case Claim.Mismatch mismatch -> throw mismatch.problem();
                    case Claim.Fresh fresh -> {
                        StoredResponse response = work.apply(tx);
                        keys.remember(tx, fresh, response);
                        yield response;
                    }
                });
    }
}
