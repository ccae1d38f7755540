package studio.clearance.notification.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;
import studio.clearance.notification.vault.SecretVault;

/**
 * Answers with secrets in them, kept sealed: who repeats a request because the answer got lost gets the same answer, and the
 * table of answers gives no secret away.
 */
@ApplicationScoped
class SealedAnswers {

    private final Database database;
    private final IdempotencyKeys keys;
    private final SecretVault vault;

    SealedAnswers(Database database, IdempotencyKeys keys, SecretVault vault) {
        this.database = database;
        this.keys = keys;
        this.vault = vault;
    }

    /** Does the work for a key that is new, in one transaction with its answer; for one that is known gives the answer again. */
    Response once(
            Caller caller,
            @Nullable String header,
            String path,
            Object form,
            Function<Transaction, StoredResponse> work) {
        String key = IdempotencyKeys.require(header);
        byte[] hash = IdempotencyKeys.hash("POST", path, Json.write(form));
        String place = "answer:" + caller.subject() + ":" + key;
        StoredResponse answer = database.transaction(tx -> switch (keys.claim(tx, caller, key, hash)) {
            case Claim.Fresh fresh -> {
                StoredResponse made = work.apply(tx);
                byte[] sealed = vault.seal(place, made.body());
                keys.remember(tx, fresh, new StoredResponse(made.status(), made.headers(), sealed));
                yield made;
            }
            case Claim.Replay(StoredResponse kept) ->
                new StoredResponse(kept.status(), kept.headers(), vault.open(place, kept.body()));
            case Claim.InUse inUse -> throw inUse.problem();
            case Claim.Mismatch mismatch -> throw mismatch.problem();
        });
        return answer.toResponse();
    }
}
