package studio.clearance.approval.deciding;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;

@Path("/api/review-cases/{id}/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
@RunOnVirtualThread
class DecisionResource {

    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_ENTRIES = 50;

    private final Decisions decisions;
    private final Callers callers;
    private final ObjectMapper json;

    DecisionResource(Decisions decisions, Callers callers, ObjectMapper json) {
        this.decisions = decisions;
        this.callers = callers;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decide",
            summary = "Decide a case, for one signature",
            description =
                    "GRANT and DENY in legal's lane, CLEAR, DENY and ESCALATE in the contact's. Binds to the version of the"
                            + " case that If-Match names. The last signature that a case needs issues the written approval.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = DecisionRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Decided",
            content = @Content(schema = @Schema(implementation = Decided.class)))
    public Response decide(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body)
            throws IOException {
        Caller caller = callers.current();
        IdempotencyKeys.Request request = new IdempotencyKeys.Request(
                caller,
                IdempotencyKeys.require(key),
                IdempotencyKeys.hash("POST", "/api/review-cases/" + id + "/decisions", body));
        long version = ETags.requireVersion(ifMatch);
        DecisionRequest decision = json.readValue(body, DecisionRequest.class);
        check(decision);
        return decisions.decide(caller, id, decision, version, request).toResponse();
    }

    private static void check(@Nullable DecisionRequest decision) {
        List<FieldError> errors = new ArrayList<>();
        if (decision == null || decision.decision() == null) {
            throw Problem.invalid(
                    List.of(new FieldError("/decision", "Say what you decide: GRANT, DENY, CLEAR or ESCALATE")));
        }
        tooLong(errors, "/scope", decision.scope());
        tooLong(errors, "/note", decision.note());
        says(errors, "/conditions", decision.conditions());
        says(errors, "/forbiddenUses", decision.forbiddenUses());
        tooMany(errors, "/requirements", decision.requirements());
        tooMany(errors, "/consents", decision.consents());
        tooMany(errors, "/reasons", decision.reasons());
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private static void says(List<FieldError> errors, String pointer, @Nullable List<DecisionRequest.Says> entries) {
        tooMany(errors, pointer, entries);
        if (entries == null) {
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            DecisionRequest.Says entry = entries.get(i);
            if (entry == null || entry.says() == null || entry.says().isBlank()) {
                errors.add(new FieldError(pointer + "/" + i + "/says", "Say it in words, or leave the entry out"));
            } else {
                tooLong(errors, pointer + "/" + i + "/says", entry.says());
            }
        }
    }

    private static void tooMany(List<FieldError> errors, String pointer, @Nullable List<?> entries) {
        if (entries != null && entries.size() > MOST_ENTRIES) {
            errors.add(new FieldError(pointer, "At most " + MOST_ENTRIES + " entries"));
        }
    }

    private static void tooLong(List<FieldError> errors, String pointer, @Nullable String text) {
        if (text != null && text.length() > LONGEST_TEXT) {
            errors.add(new FieldError(pointer, "At most " + LONGEST_TEXT + " characters"));
        }
    }
}
