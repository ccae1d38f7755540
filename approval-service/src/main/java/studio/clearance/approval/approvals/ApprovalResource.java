package studio.clearance.approval.approvals;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.approvals.Letters.Letter;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.printing.LetterPress;
import studio.clearance.approval.printing.Paper;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;

@Path("/api/approvals")
@RunOnVirtualThread
class ApprovalResource {

    private static final int LONGEST_REASON = 4_000;
    private static final String JOSE = "application/jose";
    private static final String PDF = "application/pdf";

    /** Programs that name no preference get the JSON of the same address. */
    private static final String PDF_IF_ASKED = PDF + ";qs=0.5";

    private final Letters letters;
    private final LetterPress press;
    private final EndApprovals ending;
    private final Callers callers;
    private final ObjectMapper json;

    ApprovalResource(Letters letters, LetterPress press, EndApprovals ending, Callers callers, ObjectMapper json) {
        this.letters = letters;
        this.press = press;
        this.ending = ending;
        this.callers = callers;
        this.json = json;
    }

    /**
     * An approval as it stands.
     *
     * @param upheldRevision a newer revision that was found to leave it untouched
     * @param letter what was signed, as JSON
     */
    record ApprovalView(
            UUID id,
            String number,
            ApprovalState state,
            Instant since,
            @Nullable String reason,
            @Nullable UUID replacedBy,
            @Nullable Integer upheldRevision,
            UUID reviewCaseId,
            UUID useCaseId,

            @JsonRawValue @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
            String letter) {

        static ApprovalView of(Letter letter) {
            return new ApprovalView(
                    letter.id(),
                    letter.number(),
                    letter.state(),
                    letter.since(),
                    letter.reason(),
                    letter.replacedBy(),
                    letter.upheldRevision(),
                    letter.reviewCaseId(),
                    letter.useCaseId(),
                    new String(letter.content(), StandardCharsets.UTF_8));
        }
    }

    record RevocationRequest(String reason) {}

    @GET
    @Path("/{id:[0-9a-fA-F-]{36}}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"partner", "contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(
            operationId = "getApproval",
            summary = "An approval with its letter and how it stands today",
            description =
                    "As application/pdf, when that is asked for: the letter on paper, as at the address ending in .pdf.")
    public ApprovalView one(@PathParam("id") UUID id) {
        return ApprovalView.of(letter(id));
    }

    @GET
    @Path("/{id:[0-9a-fA-F-]{36}}.json")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"partner", "contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(operationId = "getLetterAsJson", summary = "The letter in the canonical form that was signed (RFC 8785)")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .OBJECT)))
    public Response canonical(@PathParam("id") UUID id) {
        Letter letter = letter(id);
        return file(letter, letter.content(), "json");
    }

    @GET
    @Path("/{id:[0-9a-fA-F-]{36}}.jws")
    @Produces(JOSE)
    @RolesAllowed({"partner", "contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(operationId = "getLetterAsJws", summary = "The signed letter (RFC 7515, compact)")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = JOSE, schema = @Schema(implementation = String.class)))
    public Response jws(@PathParam("id") UUID id) {
        Letter letter = letter(id);
        return file(letter, letter.jws().getBytes(StandardCharsets.US_ASCII), "jws");
    }

    @GET
    @Path("/{id:[0-9a-fA-F-]{36}}.pdf")
    @Produces(PDF)
    @RolesAllowed({"partner", "contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(
            operationId = "getLetterAsPdf",
            summary = "The letter on paper, at most two pages",
            description =
                    "PDF/A-3 with the signed letter enclosed as JSON and JWS, under the studio's seal (PAdES baseline B).")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = PDF,
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    public Response pdf(
            @PathParam("id") UUID id,
            @Parameter(description = "a4 or letter; by the production's locale when left out")
                    @QueryParam("paper")
                    @Nullable
                    String paper) {
        Letter letter = letter(id);
        return file(letter, press.print(letter.jws(), letter.kid(), paper(paper)), "pdf");
    }

    @GET
    @Path("/{id:[0-9a-fA-F-]{36}}")
    @Produces(PDF_IF_ASKED)
    @RolesAllowed({"partner", "contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(hidden = true)
    public Response onPaper(@PathParam("id") UUID id, @QueryParam("paper") @Nullable String paper) {
        return pdf(id, paper);
    }

    private static @Nullable Paper paper(@Nullable String asked) {
        return asked == null || asked.isBlank()
                ? null
                : Paper.named(asked)
                        .orElseThrow(() ->
                                Problem.invalid(List.of(new FieldError("/paper", "There is a4 and letter", "a4"))));
    }

    @POST
    @Path("/{id:[0-9a-fA-F-]{36}}/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("legal-reviewer")
    @Operation(operationId = "revokeApproval", summary = "Take an approval back for good")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RevocationRequest.class)))
    @APIResponse(responseCode = "204", description = "Revoked; the partner and the production are told")
    public Response revoke(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key, byte[] body)
            throws IOException {
        Caller caller = callers.current();
        IdempotencyKeys.Request once = new IdempotencyKeys.Request(
                caller,
                IdempotencyKeys.require(key),
                IdempotencyKeys.hash("POST", "/api/approvals/" + id + "/revocation", body));
        RevocationRequest request = json.readValue(body, RevocationRequest.class);
        if (request == null
                || request.reason() == null
                || request.reason().isBlank()
                || request.reason().length() > LONGEST_REASON) {
            throw Problem.invalid(List.of(new FieldError(
                    "/reason", "Say why, in up to " + LONGEST_REASON + " characters: the partner reads it")));
        }
        return ending.revoke(caller, id, request.reason().strip(), once).toResponse();
    }

    private Letter letter(UUID id) {
        return letters.find(id, callers.current())
                .orElseThrow(() -> Problem.notFound("There is no approval " + id + " that you may see"));
    }

    private static Response file(Letter letter, byte[] content, String ending) {
        return Response.ok(content)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + letter.number() + "." + ending + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
