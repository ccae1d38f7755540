package studio.clearance.triage.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;

/** Does what a request asks for once, and gives its answer as often as it is asked. */
@ApplicationScoped
public class Once {

    private final Database database;
    private final IdempotencyKeys keys;

    Once(Database database, IdempotencyKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Work that throws leaves nothing behind, so that the request can be repeated with the same key. */
    public Response answer(
            Caller caller,
            @Nullable String idempotencyKey,
            String path,
            byte[] body,
            Function<Transaction, StoredResponse> work) {
        String key = IdempotencyKeys.require(idempotencyKey);
        byte[] hash = IdempotencyKeys.hash("POST", path, body);
        StoredResponse answer = database.transaction(tx -> switch (keys.claim(tx, caller, key, hash)) {
            case Claim.Replay answered -> answered.response();
            case Claim.InUse inUse -> throw inUse.problem();
            case Claim.Mismatch mismatch -> throw mismatch.problem();
            case Claim.Fresh fresh -> {
                StoredResponse response = work.apply(tx);
                keys.remember(tx, fresh, response);
                yield response;
            }
        });
        return answer.toResponse();
    }
}
