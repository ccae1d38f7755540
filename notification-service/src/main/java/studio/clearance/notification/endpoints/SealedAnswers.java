package studio.clearance.notification.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.StoredResponse;
import studio.clearance.notification.vault.SecretVault;

/**
 * Answers with secrets in them, kept sealed: who repeats a request because the answer got lost gets the same answer, and the
 * table of answers gives no secret away.
 */
@ApplicationScoped
class SealedAnswers implements Once.Safe {

    private final SecretVault vault;

    SealedAnswers(SecretVault vault) {
        this.vault = vault;
    }

    @Override
    public StoredResponse put(Request request, StoredResponse given) {
        return new StoredResponse(given.status(), given.headers(), vault.seal(place(request), given.body()));
    }

    @Override
    public StoredResponse get(Request request, StoredResponse kept) {
        return new StoredResponse(kept.status(), kept.headers(), vault.open(place(request), kept.body()));
    }

    private static String place(Request request) {
        return "answer:" + request.caller().subject() + ":" + request.key();
    }
}
