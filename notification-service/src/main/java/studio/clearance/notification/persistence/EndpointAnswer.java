package studio.clearance.notification.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import studio.clearance.notification.domain.Answer;
import studio.clearance.notification.domain.EndpointHealth;
import studio.clearance.notification.domain.WebhookRules;

/** How an endpoint answered, for its health. */
public record EndpointAnswer(UUID endpointId, Answer answer, Instant at) {

    public EndpointHealth after(EndpointHealth health, EndpointHealth.Patience patience) {
        if (answer instanceof Answer.Status status) {
            if (status.isDelivered()) {
                return health.succeeded();
            }
            if (status.isGone()) {
                return health.gone(at);
            }
        }
        return health.failed(at, patience);
    }

    public Duration rest() {
        return WebhookRules.restForAll(answer);
    }
}
