package studio.clearance.notification.deliveries;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.persistence.Attempt;
import studio.clearance.notification.persistence.DeliveryRecords;
import studio.clearance.notification.persistence.DeliveryRecords.State;

/** One webhook to one endpoint. */
@Schema(name = "WebhookDelivery")
record DeliveryForm(
        UUID id,

        @Schema(description = "The webhook-id header; the same at every attempt and replay")
        String webhookId,

        String type,
        @Nullable UUID useCaseId,
        @Nullable String reference,
        Instant occurredAt,
        State state,
        int attempts,

        @Schema(description = "The last answer: a status, or why none came", examples = "503") @Nullable
        String lastAnswer,

        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {

    static DeliveryForm of(DeliveryRecords.Webhook delivery) {
        List<Attempt> attempts = delivery.attempts();
        return new DeliveryForm(
                delivery.id(),
                "msg_" + delivery.notificationId().toString().replace("-", ""),
                delivery.kind().webhookType().orElse(delivery.kind().name().toLowerCase(Locale.ROOT)),
                delivery.useCaseId(),
                delivery.reference(),
                delivery.occurredAt(),
                delivery.state(),
                attempts.size(),
                attempts.isEmpty() ? null : attempts.getLast().answer(),
                delivery.nextAttemptAt(),
                delivery.finishedAt());
    }

    /** One attempt. */
    @Schema(name = "WebhookAttempt")
    record AttemptForm(
            Instant at,

            @Schema(description = "Milliseconds until the answer")
            long ms,

            String answer) {

        static AttemptForm of(Attempt attempt) {
            return new AttemptForm(attempt.at(), attempt.ms(), attempt.answer());
        }
    }

    /** With everything that is known about it. */
    @Schema(name = "WebhookDeliveryDetail")
    record Detail(
            DeliveryForm delivery,
            List<AttemptForm> attempts,

            @Schema(description = "The body as it is sent", implementation = Object.class)
            JsonNode payload) {}

    /** A page of deliveries. */
    @Schema(name = "WebhookDeliveries")
    record Page(List<DeliveryForm> items, @Nullable String next) {}

    /** Which deliveries to send again. */
    @Schema(name = "Replay")
    record Replay(
            @Schema(required = true) @Nullable Instant from,
            @Schema(required = true) @Nullable Instant to,

            @Schema(description = "UNDELIVERED: what failed or is held, the usual case; ALL: what arrived, too")
            DeliveryRecords.@Nullable Which include) {}

    /** What a replay took up. */
    @Schema(name = "Replayed")
    record Replayed(
            @Schema(description = "So many deliveries are queued again")
            int queued,

            @Schema(description = "Whether there may be more; then repeat the replay")
            boolean more) {}
}
