package studio.clearance.intake.revising;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.http.Sight;
import studio.clearance.intake.http.Submitters;
import studio.clearance.intake.http.UseCaseReceipt;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.IdempotencyKeys.Request;

@Path("/api/use-cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("partner")
@RunOnVirtualThread
class RevisionResource {

    private final Callers callers;
    private final ReviseUseCaseHandler handler;
    private final Clock clock;

    RevisionResource(Callers callers, ReviseUseCaseHandler handler, Clock clock) {
        this.callers = callers;
        this.handler = handler;
        this.clock = clock;
    }

    @POST
    @Path("/{id}/revisions")
    @Operation(
            summary = "Declare it in other words",
            description = "Made from the revision that If-Match names; triage and review begin anew.")
    @Tag(name = "use cases")
    @RequestBody(content = @Content(schema = @Schema(ref = "Revision")))
    @APIResponse(
            responseCode = "201",
            description = "The new revision",
            content = @Content(schema = @Schema(implementation = UseCaseReceipt.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    public Response revise(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        Caller caller = callers.current();
        Request request = Request.post(caller, idempotencyKey, "/api/use-cases/" + id + "/revisions", body);
        return handler.handle(new ReviseUseCase(
                        request,
                        new UseCaseId(id),
                        Sight.partner(caller),
                        ifMatch,
                        body,
                        Submitters.of(caller),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .toResponse();
    }
}
