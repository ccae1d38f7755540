package studio.clearance.approval.deciding;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Standing;
import studio.clearance.approval.domain.Slot;

/**
 * What came of a decision.
 *
 * @param approval the written approval, when this was the last signature it needed
 * @param continuedBy the case that legal has, when the contact escalated
 */
public record Decided(
        DecisionRequest.Kind decision,
        Slot slot,
        Standing reviewCase,
        @Nullable Issued approval,
        @Nullable UUID continuedBy) {

    public record Issued(UUID id, String number, Instant expiresAt, URI verifyUrl) {}
}
