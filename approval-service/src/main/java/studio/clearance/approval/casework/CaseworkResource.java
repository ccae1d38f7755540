package studio.clearance.approval.casework;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Answer;
import studio.clearance.approval.docket.Standing;
import studio.clearance.approval.domain.Slot;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;

@Path("/api/review-cases")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CaseworkResource {

    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_AT_ONCE = 200;

    private final Casework casework;
    private final Callers callers;
    private final ObjectMapper json;

    CaseworkResource(Casework casework, Callers callers, ObjectMapper json) {
        this.casework = casework;
        this.callers = callers;
        this.json = json;
    }

    /**
     * @param slot the signature to claim; the caller's own when left out
     * @param onBehalfOf the colleague the caller stands in for, by subject or username
     */
    record ClaimRequest(@Nullable Slot slot, @Nullable String onBehalfOf) {}

    /** @param assignee subject or username */
    record AssignmentRequest(String assignee, @Nullable Slot slot) {}

    /** @param mentions colleagues, by subject or username */
    record CommentRequest(
            String text,
            Casework.@Nullable Audience audience,
            @Nullable List<String> mentions) {}

    /** @param facts the facts of the declaration it is about */
    record QuestionRequest(
            String question,
            @Nullable List<String> facts,
            @Nullable Instant answerWantedBy) {}

    record BulkClaimRequest(List<UUID> cases) {}

    record BulkAssignmentRequest(
            List<UUID> cases, String assignee, @Nullable Slot slot) {}

    /** @param detail why not; null when it was done */
    record BulkResult(
            UUID id,
            int status,
            @Nullable String type,
            @Nullable String detail) {}

    @POST
    @Path("/{id}/claim")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(
            operationId = "claim",
            summary = "Claim a case",
            description = "Succeeds when nobody holds the signature, or the caller does already. A body is optional.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ClaimRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response claim(@PathParam("id") UUID id, byte @Nullable [] body) throws IOException {
        ClaimRequest request =
                body == null || body.length == 0 ? new ClaimRequest(null, null) : read(body, ClaimRequest.class);
        return casework.claim(callers.current(), id, request.slot(), request.onBehalfOf())
                .toResponse();
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(operationId = "release", summary = "Give back what the caller holds of a case")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response release(@PathParam("id") UUID id) {
        return casework.release(callers.current(), id).toResponse();
    }

    @POST
    @Path("/{id}/assignment")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer", "admin"})
    @Operation(
            operationId = "assign",
            summary = "Put a case into someone's hands",
            description =
                    "Colleagues who give the same signature hand cases to one another; administrators to anyone who may sign.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AssignmentRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response assign(@PathParam("id") UUID id, byte[] body) throws IOException {
        AssignmentRequest request = read(body, AssignmentRequest.class);
        return casework.assign(callers.current(), id, required("/assignee", request.assignee()), request.slot())
                .toResponse();
    }

    @POST
    @Path("/{id}/comments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer", "admin"})
    @Operation(
            operationId = "comment",
            summary = "Say something about a case",
            description = "INTERNAL, the default, stays inside the studio; PARTNER is shown to the partner too.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = CommentRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Motions.Made.class)))
    public Response comment(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key, byte[] body)
            throws IOException {
        Caller caller = callers.current();
        IdempotencyKeys.Request once = once(caller, key, "/api/review-cases/" + id + "/comments", body);
        CommentRequest request = read(body, CommentRequest.class);
        return casework.comment(
                        caller,
                        id,
                        required("/text", request.text()),
                        request.audience() == null ? Casework.Audience.INTERNAL : request.audience(),
                        request.mentions() == null ? List.of() : request.mentions(),
                        once)
                .toResponse();
    }

    @POST
    @Path("/{id}/information-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(
            operationId = "askForInformation",
            summary = "Ask the partner",
            description = "The clock of the case stands still until the answer, or until the question is taken back.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = QuestionRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Motions.Made.class)))
    public Response ask(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key, byte[] body)
            throws IOException {
        Caller caller = callers.current();
        IdempotencyKeys.Request once = once(caller, key, "/api/review-cases/" + id + "/information-requests", body);
        QuestionRequest request = read(body, QuestionRequest.class);
        return casework.ask(
                        caller,
                        id,
                        required("/question", request.question()),
                        request.facts() == null ? List.of() : request.facts(),
                        request.answerWantedBy(),
                        once)
                .toResponse();
    }

    @DELETE
    @Path("/{id}/information-requests/{question}")
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(operationId = "takeQuestionBack", summary = "Go on without the partner's answer")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Standing.class)))
    public Response takeBack(@PathParam("id") UUID id, @PathParam("question") UUID question) {
        return casework.takeQuestionBack(callers.current(), id, question).toResponse();
    }

    @POST
    @Path("/claim")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(operationId = "claimAll", summary = "Claim many cases; each has its own result")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = BulkClaimRequest.class)))
    public List<BulkResult> claimAll(byte[] body) throws IOException {
        BulkClaimRequest request = read(body, BulkClaimRequest.class);
        List<UUID> cases = cases(request.cases());
        return results(cases, casework.claimAll(callers.current(), cases));
    }

    @POST
    @Path("/assignment")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer", "admin"})
    @Operation(operationId = "assignAll", summary = "Assign many cases; each has its own result")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = BulkAssignmentRequest.class)))
    public List<BulkResult> assignAll(byte[] body) throws IOException {
        BulkAssignmentRequest request = read(body, BulkAssignmentRequest.class);
        List<UUID> cases = cases(request.cases());
        return results(
                cases,
                casework.assignAll(
                        callers.current(), cases, required("/assignee", request.assignee()), request.slot()));
    }

    private static List<BulkResult> results(List<UUID> cases, List<Answer> answers) {
        List<BulkResult> results = new ArrayList<>(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            results.add(
                    switch (answers.get(i)) {
                        case Answer.Given given ->
                            new BulkResult(cases.get(i), given.response().status(), null, null);
                        case Answer.Refused(Problem problem) ->
                            new BulkResult(
                                    cases.get(i),
                                    problem.status(),
                                    problem.type().toString(),
                                    problem.detail());
                    });
        }
        return results;
    }

    private static List<UUID> cases(@Nullable List<UUID> cases) {
        if (cases == null || cases.isEmpty() || cases.size() > MOST_AT_ONCE) {
            throw Problem.invalid(List.of(new FieldError("/cases", "Name 1 to " + MOST_AT_ONCE + " cases")));
        }
        return cases.stream().distinct().toList();
    }

    private static IdempotencyKeys.Request once(Caller caller, @Nullable String key, String path, byte[] body) {
        return new IdempotencyKeys.Request(
                caller, IdempotencyKeys.require(key), IdempotencyKeys.hash("POST", path, body));
    }

    private <T> T read(byte[] body, Class<T> form) throws IOException {
        T request = json.readValue(body, form);
        if (request == null) {
            throw Problem.invalid(List.of(new FieldError("", "Send an object")));
        }
        return request;
    }

    private static String required(String pointer, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Problem.invalid(List.of(new FieldError(pointer, "Say it in words")));
        }
        if (text.length() > LONGEST_TEXT) {
            throw Problem.invalid(List.of(new FieldError(pointer, "At most " + LONGEST_TEXT + " characters")));
        }
        return text.strip();
    }
}
