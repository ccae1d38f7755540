package studio.clearance.notification.webhooks;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Problem;
import studio.clearance.notification.Settings;
import studio.clearance.notification.persistence.Attempt;
import studio.clearance.notification.persistence.DeliveryRecords;
import studio.clearance.notification.persistence.Scope;
import studio.clearance.notification.persistence.WebhookTask;

/** Trying out an endpoint, also one that is switched off. */
@Path("/api/webhook-endpoints/{endpointId}/ping")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhook endpoints")
@RunOnVirtualThread
class PingResource {

    private final DeliveryRecords records;
    private final WebhookSending sending;
    private final Callers callers;
    private final Clock clock;
    private final Settings.Webhooks settings;

    PingResource(DeliveryRecords records, WebhookSending sending, Callers callers, Clock clock, Settings settings) {
        this.records = records;
        this.sending = sending;
        this.callers = callers;
        this.clock = clock;
        this.settings = settings.webhooks();
    }

    /** How the endpoint answered. */
    @Schema(name = "Pinged")
    record Pinged(
            UUID deliveryId,

            @Schema(description = "A status, or why none came", examples = "200")
            String answer,

            @Schema(description = "Milliseconds until the answer")
            long ms,

            boolean delivered) {}

    @POST
    @RolesAllowed({"partner", "admin"})
    @Operation(summary = "Send a ping now and say how it was answered; it is tried once and says nothing about health")
    public Pinged ping(@PathParam("endpointId") UUID endpoint) throws InterruptedException {
        WebhookTask task = records.ping(Scope.of(callers.current()), endpoint, clock.instant(), settings.claim())
                .orElseThrow(() -> Problem.notFound("You have no webhook endpoint with this id"));
        Attempt attempt = sending.attempt(task);
        return new Pinged(
                task.claimed().deliveryId(),
                attempt.answer(),
                attempt.ms(),
                attempt.answer().startsWith("2"));
    }
}
