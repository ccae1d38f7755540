package studio.clearance.approval.domain;

import java.util.UUID;

/** Identifies a written approval. */
public record ApprovalId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
