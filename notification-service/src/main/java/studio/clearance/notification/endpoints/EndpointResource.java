package studio.clearance.notification.endpoints;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Cursors;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;
import studio.clearance.notification.domain.EventFilter;
import studio.clearance.notification.persistence.Scope;
import studio.clearance.notification.persistence.WebhookEndpoint;
import studio.clearance.notification.persistence.WebhookEndpoints;

/** Reading, changing and removing endpoints: no rules, and so Panache. */
@Path("/api/webhook-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhook endpoints")
class EndpointResource {

    private static final int LONGEST_PAGE = 100;
    private static final String DEFAULT_PAGE = "25";

    private final WebhookEndpoints endpoints;
    private final EndpointChecks checks;
    private final Callers callers;
    private final Clock clock;
    private final ExecutorService virtualThreads;

    EndpointResource(
            WebhookEndpoints endpoints,
            EndpointChecks checks,
            Callers callers,
            Clock clock,
            @VirtualThreads ExecutorService virtualThreads) {
        this.endpoints = endpoints;
        this.checks = checks;
        this.callers = callers;
        this.clock = clock;
        this.virtualThreads = virtualThreads;
    }

    @GET
    @RolesAllowed({"partner", "admin", "auditor"})
    @Operation(summary = "Your endpoints, the newest first; for admins and auditors everybody's")
    @APIResponse(
            responseCode = "200",
            description = "A page of endpoints",
            content = @Content(schema = @Schema(implementation = EndpointForm.Page.class)))
    public Uni<EndpointForm.Page> list(
            @QueryParam("limit") @DefaultValue(DEFAULT_PAGE) int limit, @QueryParam("cursor") @Nullable String cursor) {
        Scope scope = Scope.of(callers.current());
        UUID before = cursor == null ? null : Cursors.decode(cursor).uuid(0);
        int most = Math.clamp(limit, 1, LONGEST_PAGE);
        return Panache.withSession(() -> endpoints.page(scope, before, most + 1))
                .map(found -> page(found, most));
    }

    private static EndpointForm.Page page(List<WebhookEndpoint> found, int most) {
        List<EndpointForm> items =
                found.stream().limit(most).map(EndpointForm::of).toList();
        String next = found.size() > most ? Cursors.encode(items.getLast().id()) : null;
        return new EndpointForm.Page(items, next);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"partner", "admin", "auditor"})
    @Operation(summary = "One endpoint")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint, with its ETag",
            content = @Content(schema = @Schema(implementation = EndpointForm.class)))
    public Uni<Response> one(@PathParam("id") UUID id) {
        Scope scope = Scope.of(callers.current());
        return Panache.withSession(() -> found(scope, id)).map(EndpointResource::answer);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RolesAllowed("partner")
    @Operation(summary = "Change an endpoint, or switch it on or off")
    @APIResponse(
            responseCode = "200",
            description = "The changed endpoint, with its new ETag",
            content = @Content(schema = @Schema(implementation = EndpointForm.class)))
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            EndpointForm.@Nullable Change form) {
        EndpointForm.Change change = form == null ? EndpointForm.Change.NOTHING : form;
        Scope scope = Scope.of(callers.current());
        return checked(change)
                .invoke(EndpointChecks::refuse)
                .chain(() -> Panache.withTransaction(() -> found(scope, id)
                        .invoke(endpoint -> ETags.requireMatch(ifMatch, endpoint.version()))
                        .invoke(endpoint -> apply(change, endpoint))
                        .call(endpoint -> change.status() == EndpointForm.Status.DISABLED
                                ? endpoints.holdWhatWaits(id)
                                : Uni.createFrom().voidItem())
                        .call(endpoints::flush)))
                .onFailure(EndpointResource::isOvertaken)
                .transform(overtaken -> overtaken())
                .map(EndpointResource::answer);
    }

    /** Looking up a host name waits, so it does so on a thread that may; what follows needs the event loop again. */
    private Uni<List<FieldError>> checked(EndpointForm.Change change) {
        return Uni.createFrom()
                .item(() -> checks.errors(change.url(), change.description(), change.events(), change.noticeEmail()))
                .runSubscriptionOn(virtualThreads)
                .emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }

    private void apply(EndpointForm.Change change, WebhookEndpoint endpoint) {
        if (change.url() != null) {
            endpoint.moveTo(change.url().strip());
        }
        if (change.description() != null) {
            endpoint.redescribe(change.description());
        }
        if (change.events() != null) {
            endpoint.want(new EventFilter(change.events()).wanted());
        }
        if (change.noticeEmail() != null) {
            endpoint.tellTroubleTo(
                    change.noticeEmail().isEmpty() ? null : change.noticeEmail().strip());
        }
        if (change.status() == EndpointForm.Status.ENABLED) {
            endpoint.become(endpoint.health().switchedOn());
        }
        if (change.status() == EndpointForm.Status.DISABLED) {
            endpoint.become(endpoint.health().switchedOff(clock.instant()));
        }
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("partner")
    @Operation(summary = "Remove an endpoint and its secrets")
    @APIResponse(responseCode = "204", description = "Removed; the records of its deliveries stay")
    public Uni<Response> remove(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Scope scope = Scope.of(callers.current());
        return Panache.withTransaction(() -> found(scope, id)
                        .invoke(endpoint -> ETags.requireMatch(ifMatch, endpoint.version()))
                        .invoke(endpoint -> endpoint.remove(clock.instant()))
                        .call(() -> endpoints.holdWhatWaits(id))
                        .call(() -> endpoints.forgetSecrets(id))
                        .call(endpoints::flush))
                .onFailure(EndpointResource::isOvertaken)
                .transform(overtaken -> overtaken())
                .map(removed -> Response.noContent().build());
    }

    private Uni<WebhookEndpoint> found(Scope scope, UUID id) {
        return endpoints.one(scope, id).map(endpoint -> {
            if (endpoint == null) {
                throw notFound();
            }
            return endpoint;
        });
    }

    private static Response answer(WebhookEndpoint endpoint) {
        return Response.ok(EndpointForm.of(endpoint))
                .header(HttpHeaders.ETAG, ETags.of(endpoint.version()))
                .build();
    }

    static Problem notFound() {
        return Problem.notFound("You have no webhook endpoint with this id");
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof OptimisticLockException || failure instanceof StaleStateException;
    }

    private static Problem overtaken() {
        return Problem.of(
                412,
                "precondition-failed",
                "It has changed since you read it",
                "Read it again, then repeat the change on the current version");
    }
}
