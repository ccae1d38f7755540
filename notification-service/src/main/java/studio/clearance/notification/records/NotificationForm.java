package studio.clearance.notification.records;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.persistence.Attempt;
import studio.clearance.notification.persistence.DeliveryRecords.State;
import studio.clearance.notification.persistence.DeliveryRecords.Told;
import studio.clearance.notification.persistence.Scope;

/** One notification to one recipient. */
@Schema(name = "Notification")
record NotificationForm(
        UUID deliveryId,
        UUID notificationId,

        @Schema(description = "The event it tells of", examples = "ApprovalGranted")
        String event,

        Kind kind,
        int revision,
        Instant occurredAt,
        @Schema(description = "email or webhook") String channel,

        @Schema(description = "To whom, by e-mail") @Nullable
        Recipient recipient,

        @Schema(description = "To where, by webhook") @Nullable
        Endpoint endpoint,

        State state,
        List<AttemptForm> attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {

    /**
     * @param address masked for a partner unless it is its own
     */
    @Schema(name = "NotificationRecipient")
    record Recipient(
            Audience audience,
            @Nullable String name,
            String address,
            @Nullable String language) {}

    /** Only the host of the address: the path may hold what only its owner should know. */
    @Schema(name = "NotificationEndpoint")
    record Endpoint(UUID id, String host) {}

    /** One attempt. */
    @Schema(name = "NotificationAttempt")
    record AttemptForm(
            Instant at,

            @Schema(description = "Milliseconds until the answer")
            long ms,

            String answer) {

        static AttemptForm of(Attempt attempt) {
            return new AttemptForm(attempt.at(), attempt.ms(), attempt.answer());
        }
    }

    /** A page of them. */
    @Schema(name = "Notifications")
    record Page(List<NotificationForm> items, @Nullable String next) {}

    static NotificationForm of(Told told, Scope reader) {
        return new NotificationForm(
                told.id(),
                told.notificationId(),
                told.kind().event(),
                told.kind(),
                told.revision(),
                told.occurredAt(),
                told.channel().toLowerCase(Locale.ROOT),
                recipient(told, reader),
                endpoint(told),
                told.state(),
                told.attempts().stream().map(AttemptForm::of).toList(),
                told.nextAttemptAt(),
                told.finishedAt());
    }

    private static @Nullable Recipient recipient(Told told, Scope reader) {
        if (told.audience() == null || told.address() == null) {
            return null;
        }
        Audience audience = Audience.valueOf(told.audience());
        MailAddress address = new MailAddress(told.address());
        boolean whole = reader.partnerId() == null || audience.isThePartner();
        return new Recipient(audience, told.name(), whole ? address.value() : address.masked(), told.language());
    }

    private static @Nullable Endpoint endpoint(Told told) {
        if (told.endpointId() == null || told.endpointUrl() == null) {
            return null;
        }
        return new Endpoint(
                told.endpointId(), String.valueOf(URI.create(told.endpointUrl()).getHost()));
    }
}
