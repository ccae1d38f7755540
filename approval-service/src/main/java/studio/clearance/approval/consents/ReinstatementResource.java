package studio.clearance.approval.consents;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;

@Path("/api/approvals/{id}/reinstatement")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("legal-reviewer")
@RunOnVirtualThread
class ReinstatementResource {

    private static final int LONGEST_REASON = 4_000;

    private final ReinstateApproval reinstating;
    private final Callers callers;
    private final ObjectMapper json;

    ReinstatementResource(ReinstateApproval reinstating, Callers callers, ObjectMapper json) {
        this.reinstating = reinstating;
        this.callers = callers;
        this.json = json;
    }

    /** @param consents entries of the ledger that take the place of those that ended */
    record ReinstatementRequest(String reason, @Nullable List<UUID> consents) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reinstateApproval",
            summary = "Let a suspended approval hold again",
            description = "Guarded by the state itself: an approval in force answers 409.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReinstatementRequest.class)))
    @APIResponse(responseCode = "204", description = "It holds again; everyone concerned is told")
    public Response reinstate(@PathParam("id") UUID id, byte[] body) throws IOException {
        ReinstatementRequest request = json.readValue(body, ReinstatementRequest.class);
        if (request == null
                || request.reason() == null
                || request.reason().isBlank()
                || request.reason().length() > LONGEST_REASON) {
            throw Problem.invalid(List.of(new FieldError(
                    "/reason", "Say why, in up to " + LONGEST_REASON + " characters: the partner reads it")));
        }
        reinstating.reinstate(
                callers.current(),
                id,
                request.reason().strip(),
                request.consents() == null ? List.of() : request.consents());
        return Response.noContent().build();
    }
}
