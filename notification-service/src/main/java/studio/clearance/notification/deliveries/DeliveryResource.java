package studio.clearance.notification.deliveries;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Cursors;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;
import studio.clearance.notification.dispatch.Bell;
import studio.clearance.notification.payload.Payloads;
import studio.clearance.notification.persistence.DeliveryRecords;
import studio.clearance.notification.persistence.DeliveryRecords.State;
import studio.clearance.notification.persistence.DeliveryRecords.Which;
import studio.clearance.notification.persistence.EndpointRegistry;
import studio.clearance.notification.persistence.Scope;

/** The log of an endpoint's deliveries, and sending them again. */
@Path("/api/webhook-endpoints/{endpointId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhook deliveries")
@RunOnVirtualThread
class DeliveryResource {

    private static final int LONGEST_PAGE = 100;
    private static final String DEFAULT_PAGE = "25";
    private static final int MOST_REPLAYED = 10_000;

    private final DeliveryRecords records;
    private final EndpointRegistry registry;
    private final Payloads payloads;
    private final Callers callers;
    private final Bell bell;

    DeliveryResource(
            DeliveryRecords records, EndpointRegistry registry, Payloads payloads, Callers callers, Bell bell) {
        this.records = records;
        this.registry = registry;
        this.payloads = payloads;
        this.callers = callers;
        this.bell = bell;
    }

    @GET
    @Path("/deliveries")
    @RolesAllowed({"partner", "admin", "auditor"})
    @Operation(summary = "What was sent to this endpoint, the newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of deliveries",
            content = @Content(schema = @Schema(implementation = DeliveryForm.Page.class)))
    public DeliveryForm.Page list(
            @PathParam("endpointId") UUID endpoint,
            @QueryParam("state") @Nullable State state,
            @QueryParam("limit") @DefaultValue(DEFAULT_PAGE) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Scope scope = within(endpoint);
        int most = Math.clamp(limit, 1, LONGEST_PAGE);
        UUID before = cursor == null ? null : Cursors.decode(cursor).uuid(0);
        List<DeliveryRecords.Webhook> found = records.webhooks(scope, endpoint, state, before, most + 1);
        List<DeliveryForm> items =
                found.stream().limit(most).map(DeliveryForm::of).toList();
        String next = found.size() > most ? Cursors.encode(items.getLast().id()) : null;
        return new DeliveryForm.Page(items, next);
    }

    @GET
    @Path("/deliveries/{id}")
    @RolesAllowed({"partner", "admin", "auditor"})
    @Operation(summary = "One delivery with its attempts and its payload")
    @APIResponse(
            responseCode = "200",
            description = "The delivery",
            content = @Content(schema = @Schema(implementation = DeliveryForm.Detail.class)))
    public DeliveryForm.Detail one(@PathParam("endpointId") UUID endpoint, @PathParam("id") UUID id) {
        return detail(found(within(endpoint), endpoint, id));
    }

    @POST
    @Path("/deliveries/{id}/replay")
    @RolesAllowed({"partner", "admin"})
    @Operation(summary = "Send one delivery again, with its webhook-id, and with a schedule of retries of its own")
    @APIResponse(
            responseCode = "202",
            description = "It is queued",
            content = @Content(schema = @Schema(implementation = DeliveryForm.Detail.class)))
    public Response replay(@PathParam("endpointId") UUID endpoint, @PathParam("id") UUID id) {
        Scope scope = within(endpoint);
        found(scope, endpoint, id);
        if (!records.replay(scope, endpoint, id)) {
            throw switchedOff();
        }
        bell.ring();
        return Response.accepted(detail(found(scope, endpoint, id))).build();
    }

    @POST
    @Path("/replays")
    @RolesAllowed({"partner", "admin"})
    @Operation(summary = "Send what was queued in a span of time again, each with its webhook-id")
    @APIResponse(
            responseCode = "202",
            description = "So many are queued",
            content = @Content(schema = @Schema(implementation = DeliveryForm.Replayed.class)))
    public Response replayRange(@PathParam("endpointId") UUID endpoint, DeliveryForm.@Nullable Replay form) {
        Scope scope = within(endpoint);
        DeliveryForm.Replay wanted = form == null ? new DeliveryForm.Replay(null, null, null) : form;
        Instant from = wanted.from();
        Instant to = wanted.to();
        if (from == null || to == null || !from.isBefore(to)) {
            throw Problem.invalid(errors(from, to));
        }
        if (!registry.isSwitchedOn(scope, endpoint)) {
            throw switchedOff();
        }
        Which which = wanted.include() == null ? Which.UNDELIVERED : wanted.include();
        int queued = records.replay(scope, endpoint, from, to, which, MOST_REPLAYED);
        bell.ring();
        return Response.accepted(new DeliveryForm.Replayed(queued, queued == MOST_REPLAYED))
                .build();
    }

    private static List<FieldError> errors(@Nullable Instant from, @Nullable Instant to) {
        List<FieldError> errors = new ArrayList<>();
        if (from == null) {
            errors.add(new FieldError("/from", "Say from when, for instance 2026-11-19T01:14:00Z."));
        }
        if (to == null) {
            errors.add(new FieldError("/to", "Say until when, for instance 2026-11-19T14:35:00Z."));
        }
        if (errors.isEmpty()) {
            errors.add(new FieldError("/to", "The end lies after the beginning."));
        }
        return errors;
    }

    private Scope within(UUID endpoint) {
        Scope scope = Scope.of(callers.current());
        if (!registry.isPresent(scope, endpoint)) {
            throw Problem.notFound("You have no webhook endpoint with this id");
        }
        return scope;
    }

    private DeliveryRecords.Webhook found(Scope scope, UUID endpoint, UUID id) {
        return records.webhook(scope, endpoint, id)
                .orElseThrow(() -> Problem.notFound("This endpoint has no delivery with this id"));
    }

    private DeliveryForm.Detail detail(DeliveryRecords.Webhook delivery) {
        byte[] payload = payloads.of(
                delivery.kind(),
                delivery.occurredAt(),
                delivery.useCaseId(),
                delivery.reference(),
                delivery.revision(),
                delivery.thin());
        return new DeliveryForm.Detail(
                DeliveryForm.of(delivery),
                delivery.attempts().stream().map(DeliveryForm.AttemptForm::of).toList(),
                Json.tree(payload));
    }

    private static Problem switchedOff() {
        return Problem.of(
                409,
                "endpoint-switched-off",
                "The endpoint is switched off",
                "Switch it on first: PATCH it with status ENABLED");
    }
}
