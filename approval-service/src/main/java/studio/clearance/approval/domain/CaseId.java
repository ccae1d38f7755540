package studio.clearance.approval.domain;

import java.util.UUID;

/** Identifies a review case. */
public record CaseId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
