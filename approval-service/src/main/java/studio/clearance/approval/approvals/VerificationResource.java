package studio.clearance.approval.approvals;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import studio.clearance.approval.signing.Keystore;

/** For anyone who holds a letter. */
@Path("/")
@PermitAll
@RunOnVirtualThread
class VerificationResource {

    private static final String KEY_SET = "application/jwk-set+json";

    private final Letters letters;
    private final Keystore keystore;

    VerificationResource(Letters letters, Keystore keystore) {
        this.letters = letters;
        this.keystore = keystore;
    }

    @GET
    @Path("/verify/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "verifyLetter",
            summary = "Is this letter genuine and in force?",
            description = "By the number printed on it. Says nothing about the use, the production or the partner.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Verification.class)))
    @APIResponse(
            responseCode = "404",
            description = "No letter has that number",
            content = @Content(schema = @Schema(implementation = Verification.class)))
    public Response verify(@PathParam("id") String numberOrId) {
        Verification verification = Verification.of(numberOrId, letters.verify(numberOrId));
        return Response.status(verification.known() ? 200 : 404)
                .entity(verification)
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("/.well-known/jwks.json")
    @Produces({MediaType.APPLICATION_JSON, KEY_SET})
    @Operation(
            operationId = "getKeySet",
            summary = "The public keys that letters are signed with, past ones included (RFC 7517)")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .OBJECT)))
    public Response keys() {
        Map<String, Object> keys = keystore.publicKeys();
        return Response.ok(keys).header("Cache-Control", "public, max-age=300").build();
    }
}
