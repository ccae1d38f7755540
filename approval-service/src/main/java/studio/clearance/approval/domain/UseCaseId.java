package studio.clearance.approval.domain;

import java.util.UUID;

/** Identifies a partner's use case; given by intake. */
public record UseCaseId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
