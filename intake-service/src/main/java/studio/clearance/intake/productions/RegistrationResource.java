package studio.clearance.intake.productions;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.IdempotencyKeys.Request;

@Path("/api/productions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@RunOnVirtualThread
class RegistrationResource {

    private final Callers callers;
    private final RegisterProductionHandler handler;

    RegistrationResource(Callers callers, RegisterProductionHandler handler) {
        this.callers = callers;
        this.handler = handler;
    }

    @POST
    @Operation(summary = "Register a production")
    @Tag(name = "productions")
    @RequestBody(content = @Content(schema = @Schema(ref = "RegisterProduction")))
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = ProductionView.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, byte[] body) {
        Request request = Request.post(callers.current(), idempotencyKey, "/api/productions", body);
        return handler.handle(request, ProductionForms.register(body)).toResponse();
    }
}
