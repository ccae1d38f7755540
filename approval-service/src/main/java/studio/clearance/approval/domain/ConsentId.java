package studio.clearance.approval.domain;

import java.util.UUID;

/** Identifies an entry of the consent ledger. */
public record ConsentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
