package studio.clearance.notification.endpoints;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.EndpointHealth;
import studio.clearance.notification.persistence.WebhookEndpoint;

/** An endpoint as its owner sees it. Secrets are not in it. */
@Schema(name = "WebhookEndpoint")
record EndpointForm(
        UUID id,
        String partnerId,
        String url,
        String description,

        @Schema(description = "Event types, groups like approval.*, or * for all")
        List<String> events,

        @Schema(description = "Who is written to when it fails; without it the partner's own address") @Nullable
        String noticeEmail,

        Status status,
        Health health,
        Instant createdAt) {

    @Schema(name = "WebhookEndpointStatus")
    enum Status {
        ENABLED,
        DISABLED
    }

    @Schema(name = "WebhookEndpointHealth")
    enum State {
        HEALTHY,
        FAILING,
        SWITCHED_OFF
    }

    /**
     * Whether it takes what it is sent.
     *
     * @param since when it began to fail or was switched off
     * @param because why it was switched off: by its owner, since it answered 410, or since it failed too long
     * @param restsUntil nothing is sent until then, since it asked for that by Retry-After
     */
    record Health(
            State state,
            @Nullable Instant since,
            @Nullable String because,
            @Nullable Instant restsUntil) {}

    static EndpointForm of(WebhookEndpoint endpoint) {
        return new EndpointForm(
                endpoint.id(),
                endpoint.partnerId(),
                endpoint.url(),
                endpoint.description(),
                endpoint.events(),
                endpoint.noticeEmail(),
                endpoint.health() instanceof EndpointHealth.SwitchedOff ? Status.DISABLED : Status.ENABLED,
                health(endpoint),
                endpoint.createdAt());
    }

    private static Health health(WebhookEndpoint endpoint) {
        Instant rests = endpoint.restsUntil();
        return switch (endpoint.health()) {
            case EndpointHealth.Healthy healthy -> new Health(State.HEALTHY, null, null, rests);
            case EndpointHealth.Failing failing -> new Health(State.FAILING, failing.since(), null, rests);
            case EndpointHealth.SwitchedOff off ->
                new Health(State.SWITCHED_OFF, off.at(), off.because().name(), rests);
        };
    }

    /** A page of endpoints. */
    @Schema(name = "WebhookEndpoints")
    record Page(List<EndpointForm> items, @Nullable String next) {}

    /** What registers one. */
    @Schema(name = "NewWebhookEndpoint")
    record New(
            @Schema(required = true, examples = "https://hooks.example.com/clearance") @Nullable
            String url,

            @Nullable String description,

            @Schema(description = "Event types, groups like approval.*, or * for all; without it all") @Nullable
            List<String> events,

            @Nullable String noticeEmail) {}

    /** What changes one; a member that is absent stays as it is. */
    @Schema(name = "WebhookEndpointChange")
    record Change(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<String> events,

            @Schema(description = "Empty for the partner's own address") @Nullable
            String noticeEmail,

            @Nullable Status status) {

        static final Change NOTHING = new Change(null, null, null, null, null);
    }

    /** The answer to a registration; the only one with the secret in it. */
    @Schema(name = "RegisteredWebhookEndpoint")
    record Registered(
            UUID id,
            String partnerId,
            String url,
            String description,
            List<String> events,
            @Nullable String noticeEmail,
            Status status,
            Health health,
            Instant createdAt,

            @Schema(description = "For v1 signatures (HMAC-SHA256). Shown this once")
            String secret,

            @Schema(description = "For v1a signatures (Ed25519)")
            String publicKey) {}

    /** What rotates the secret. */
    @Schema(name = "SecretRotation")
    record Rotation(
            @Schema(
                    description = "How long deliveries carry the signature by the former secret too; PT0S ends it now",
                    examples = "PT24H")
            @Nullable
            String overlap) {}

    /** The answer to a rotation; the only one with the new secret in it. */
    @Schema(name = "RotatedSecret")
    record Rotated(UUID id, String secret, String publicKey, Instant formerValidUntil) {}

    /** A secret without the secret. */
    @Schema(name = "WebhookSecret")
    record Secret(
            UUID id,
            String publicKey,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    /** All secrets that deliveries are signed with. */
    @Schema(name = "WebhookSecrets")
    record Secrets(List<Secret> items) {}
}
