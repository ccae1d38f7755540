package studio.clearance.notification.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.Kind;

/**
 * The payload of a webhook. Thin: it says what happened to which use case and where to read on; never a title, a narrative, a
 * production or a scope. It is made of what is stored, so that every attempt and every replay says the same.
 */
@ApplicationScoped
public class Payloads {

    private final String publicUrl;

    Payloads(Settings settings) {
        String url = settings.publicUrl().toString();
        this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * The body, byte for byte the same each time.
     *
     * @param thin JSON object: what the kind adds to the identification of the use case
     */
    public byte[] of(
            Kind kind,
            Instant occurredAt,
            @Nullable UUID useCaseId,
            @Nullable String reference,
            int revision,
            String thin) {
        ObjectNode payload = Json.MAPPER.createObjectNode();
        payload.put("type", kind.webhookType().orElseThrow());
        payload.put("timestamp", occurredAt.toString());
        ObjectNode data = payload.putObject("data");
        if (useCaseId != null) {
            data.put("useCaseId", useCaseId.toString());
            data.put("reference", reference);
            data.put("revision", revision);
        }
        Json.tree(thin.getBytes(UTF_8)).properties().forEach(member -> data.set(member.getKey(), member.getValue()));
        if (useCaseId != null) {
            data.put("link", publicUrl + "/desk/" + useCaseId);
        }
        return Json.write(payload);
    }
}
