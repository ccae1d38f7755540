package studio.clearance.notification.persistence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Kind;

/**
 * A delivery in the hands of one sender.
 *
 * @param claim who reports with an older one has lost the delivery to another sender meanwhile
 * @param failures how often it has failed since it was queued or replayed
 * @param useCaseId null for what concerns an endpoint
 * @param causedBy the id of the event that it tells of
 */
public record Claimed(
        UUID deliveryId,
        int claim,
        int failures,
        UUID notificationId,
        Kind kind,
        @Nullable UUID useCaseId,
        UUID causedBy,
        @Nullable String traceparent) {}
