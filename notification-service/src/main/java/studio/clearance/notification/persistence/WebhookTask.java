package studio.clearance.notification.persistence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that is claimed and to be sent now.
 *
 * @param failing whether the endpoint has been failing, so that a success is news
 * @param thin JSON object: what the payload says beyond which use case it is about
 */
public record WebhookTask(
        Claimed claimed,
        UUID endpointId,
        String url,
        long endpointVersion,
        boolean failing,
        @Nullable UUID useCaseId,
        @Nullable String reference,
        int revision,
        Instant occurredAt,
        String thin) {}
