package studio.clearance.notification.dispatch;

import java.time.Instant;
import java.util.UUID;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.notification.domain.Channel;
import studio.clearance.notification.persistence.Claimed;

/** What we tell the other services about our deliveries. No address is in it. */
final class DeliveryEvents {

    private static final String DELIVERED = OutgoingEvent.typeOf("NotificationDelivered", 1);
    private static final String FAILED = OutgoingEvent.typeOf("NotificationFailed", 1);

    record NotificationDelivered(
            UUID notificationId,
            UUID deliveryId,
            UUID useCaseId,
            UUID causedBy,
            String event,
            String channel,
            int attempts,
            Instant deliveredAt) {}

    record NotificationFailed(
            UUID notificationId,
            UUID deliveryId,
            UUID useCaseId,
            UUID causedBy,
            String event,
            String channel,
            int attempts,
            Instant failedAt,
            String reason) {}

    private DeliveryEvents() {}

    static OutgoingEvent delivered(Claimed delivery, UUID useCaseId, Channel channel, int attempts, Instant at) {
        return event(
                DELIVERED,
                delivery,
                useCaseId,
                at,
                new NotificationDelivered(
                        delivery.notificationId(),
                        delivery.deliveryId(),
                        useCaseId,
                        delivery.causedBy(),
                        delivery.kind().event(),
                        channel.wire(),
                        attempts,
                        at));
    }

    static OutgoingEvent failed(
            Claimed delivery, UUID useCaseId, Channel channel, int attempts, Instant at, String reason) {
        return event(
                FAILED,
                delivery,
                useCaseId,
                at,
                new NotificationFailed(
                        delivery.notificationId(),
                        delivery.deliveryId(),
                        useCaseId,
                        delivery.causedBy(),
                        delivery.kind().event(),
                        channel.wire(),
                        attempts,
                        at,
                        reason));
    }

    /** In the trace of the event that it tells of, however long ago that was. */
    private static OutgoingEvent event(String type, Claimed delivery, UUID useCaseId, Instant at, Object data) {
        return new OutgoingEvent(
                TimeOrderedIds.next(), type, useCaseId.toString(), at, Json.write(data), delivery.traceparent());
    }
}
