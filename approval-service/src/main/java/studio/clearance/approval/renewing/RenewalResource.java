package studio.clearance.approval.renewing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Standing;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;

@Path("/api/approvals/{id}/renewal")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("legal-reviewer")
@RunOnVirtualThread
class RenewalResource {

    private static final byte[] NO_BODY = {};

    private final RenewApproval renewing;
    private final Database database;
    private final IdempotencyKeys keys;
    private final Callers callers;
    private final ObjectMapper json;

    RenewalResource(
            RenewApproval renewing, Database database, IdempotencyKeys keys, Callers callers, ObjectMapper json) {
        this.renewing = renewing;
        this.database = database;
        this.keys = keys;
        this.callers = callers;
        this.json = json;
    }

    @POST
    @Operation(
            operationId = "renewApproval",
            summary = "Open a case to decide on the same use again",
            description = "The letter that comes of it takes the place of this one.")
    @APIResponse(
            responseCode = "201",
            description = "The case that was opened",
            content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response renew(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        Caller caller = callers.current();
        IdempotencyKeys.Request once = new IdempotencyKeys.Request(
                caller,
                IdempotencyKeys.require(key),
                IdempotencyKeys.hash("POST", "/api/approvals/" + id + "/renewal", NO_BODY));
        return database.transaction(tx -> switch (keys.claimAll(tx, List.of(once))
                        .getFirst()) {
                    case Claim.Replay replay -> replay.response();
                    case Claim.InUse inUse -> throw inUse.problem();
                    case Claim.Mismatch mismatch -> throw mismatch.problem();
                    case Claim.Fresh fresh -> {
                        StoredResponse opened = opened(renewing.renew(tx, caller, id));
                        keys.remember(tx, fresh, opened);
                        yield opened;
                    }
                })
                .toResponse();
    }

    private StoredResponse opened(Standing standing) {
        try {
            return StoredResponse.json(
                    201,
                    "/api/review-cases/" + standing.id(),
                    ETags.of(standing.version()),
                    json.writeValueAsBytes(standing));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
