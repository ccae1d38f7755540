package studio.clearance.notification.webhooks;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.persistence.WebhookSecrets;
import studio.clearance.notification.vault.SecretVault;
import studio.clearance.notification.vault.SigningSecret;

/** Opened signing secrets, kept while their endpoint does not change: opening one for each webhook would cost more than sending it. */
@ApplicationScoped
class SigningKeys {

    private static final int MOST = 10_000;

    private record Opened(SigningSecret secret, @Nullable Instant expiresAt) {}

    private record OfEndpoint(long version, List<Opened> secrets) {}

    private final WebhookSecrets secrets;
    private final SecretVault vault;
    private final ConcurrentHashMap<UUID, OfEndpoint> opened = new ConcurrentHashMap<>();

    SigningKeys(WebhookSecrets secrets, SecretVault vault) {
        this.secrets = secrets;
        this.vault = vault;
    }

    /**
     * Those that are valid at that moment, the newest first.
     *
     * @param version the endpoint's version, as the sender read it
     */
    List<SigningSecret> of(UUID endpoint, long version, Instant at) {
        OfEndpoint known = opened.get(endpoint);
        if (known == null || known.version() != version) {
            known = new OfEndpoint(version, open(endpoint));
            if (opened.size() >= MOST) {
                opened.clear();
            }
            opened.put(endpoint, known);
        }
        return known.secrets().stream()
                .filter(each -> each.expiresAt() == null || each.expiresAt().isAfter(at))
                .map(Opened::secret)
                .toList();
    }

    private List<Opened> open(UUID endpoint) {
        List<Opened> all = new ArrayList<>();
        for (Row row : secrets.valid(endpoint)) {
            OffsetDateTime expires = row.getOffsetDateTime(2);
            all.add(new Opened(
                    vault.open(row.getUUID(0), row.getBuffer(1).getBytes()),
                    expires == null ? null : expires.toInstant()));
        }
        return List.copyOf(all);
    }
}
