package studio.clearance.approval.persistence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ConsentId;

/** An entry of the consent ledger, as far as a grant that rests on it needs to know. */
public record Consent(
        ConsentId id,
        String performer,
        String production,
        String documentSha256,
        @Nullable Instant expiresAt,
        boolean ended) {

    public boolean holdsAt(Instant time) {
        return !ended && (expiresAt == null || expiresAt.isAfter(time));
    }
}
