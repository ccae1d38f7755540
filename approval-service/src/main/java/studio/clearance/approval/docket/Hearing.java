package studio.clearance.approval.docket;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.persistence.Consent;
import studio.clearance.approval.persistence.Papers;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.kit.db.Transaction;

/**
 * What a motion can look at and write while it is heard.
 *
 * @param tx for the rare motion that has to look further
 * @param before the case as it stood
 * @param consents those the motion names and that exist, locked
 */
public record Hearing(
        Transaction tx, StoredCase before, @Nullable Papers filed, Map<UUID, Consent> consents, Writes writes) {

    public Papers papers() {
        return Objects.requireNonNull(filed, "the motion did not ask for the papers");
    }
}
