package studio.clearance.approval.consents;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.consents.ConsentLedger.Entry;
import studio.clearance.approval.consents.ConsentLedger.Kind;
import studio.clearance.approval.consents.ConsentLedger.State;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** The consent ledger. */
@Path("/api/approvals/consents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ConsentResource {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_TEXT = 4_000;

    private final ConsentLedger ledger;
    private final Callers callers;
    private final Once once;
    private final Moments moments;
    private final ObjectMapper json;

    ConsentResource(ConsentLedger ledger, Callers callers, Once once, Moments moments, ObjectMapper json) {
        this.ledger = ledger;
        this.callers = callers;
        this.once = once;
        this.moments = moments;
        this.json = json;
    }

    /** @param documentSha256 of the signed document, lower-case hex */
    record ConsentRequest(
            String performer,
            String productionId,
            Kind kind,
            String scope,
            String documentSha256,
            String documentLocation,
            @Nullable String guildRequirement,
            @Nullable Instant grantedAt,
            @Nullable Instant expiresAt) {}

    record WithdrawalRequest(String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(operationId = "recordConsent", summary = "Record what a performer agreed to")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ConsentRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Entry.class)))
    public Response record(@HeaderParam("Idempotency-Key") @Nullable String key, byte[] body) throws IOException {
        Caller caller = callers.current();
        Request request = Request.post(caller, key, "/api/approvals/consents", body);
        Entry entry = checked(json.readValue(body, ConsentRequest.class), caller);
        StoredResponse made =
                StoredResponse.json(201, "/api/approvals/consents/" + entry.id(), null, json.writeValueAsBytes(entry));
        return once.answer(request, tx -> {
                    ledger.record(tx, entry, caller);
                    return made;
                })
                .toResponse();
    }

    @GET
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(operationId = "listConsents", summary = "The consents for a production, by performer")
    public List<Entry> list(@QueryParam("production") @Nullable String production) {
        if (production == null || production.isBlank()) {
            throw Problem.invalid(List.of(new FieldError("?production", "Say which production")));
        }
        return ledger.of(production.strip());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(operationId = "getConsent", summary = "One consent")
    public Entry one(@PathParam("id") UUID id) {
        return ledger.find(id).orElseThrow(() -> Problem.notFound("There is no consent " + id));
    }

    @POST
    @Path("/{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
    @Operation(
            operationId = "withdrawConsent",
            summary = "Record that a performer withdrew",
            description = "Suspends every approval that rests on it. Repeating it changes nothing.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WithdrawalRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Entry.class)))
    public Entry withdraw(@PathParam("id") UUID id, byte[] body) throws IOException {
        WithdrawalRequest request = json.readValue(body, WithdrawalRequest.class);
        List<FieldError> errors = new ArrayList<>();
        text(errors, "/reason", request == null ? null : request.reason());
        if (request == null || !errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        ledger.withdraw(id, request.reason().strip());
        return one(id);
    }

    private Entry checked(@Nullable ConsentRequest request, Caller by) {
        if (request == null) {
            throw Problem.invalid(List.of(new FieldError("", "Send an object")));
        }
        List<FieldError> errors = new ArrayList<>();
        text(errors, "/performer", request.performer());
        text(errors, "/productionId", request.productionId());
        text(errors, "/scope", request.scope());
        text(errors, "/documentLocation", request.documentLocation());
        if (request.kind() == null) {
            errors.add(new FieldError("/kind", "Say what is agreed to"));
        }
        if (request.documentSha256() == null
                || !SHA256.matcher(request.documentSha256()).matches()) {
            errors.add(
                    new FieldError("/documentSha256", "The SHA-256 of the signed document, 64 lower-case hex digits"));
        }
        Instant now = moments.now().now();
        Instant grantedAt = request.grantedAt() == null ? now : request.grantedAt();
        if (request.expiresAt() != null && !request.expiresAt().isAfter(grantedAt)) {
            errors.add(new FieldError("/expiresAt", "It would end before it begins"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        boolean over = request.expiresAt() != null && !request.expiresAt().isAfter(now);
        return new Entry(
                TimeOrderedIds.next(),
                request.performer().strip(),
                request.productionId().strip(),
                request.kind(),
                request.scope().strip(),
                request.documentSha256(),
                request.documentLocation().strip(),
                request.guildRequirement(),
                grantedAt,
                request.expiresAt(),
                over ? State.EXPIRED : State.LIVE,
                by.name(),
                now,
                null,
                null);
    }

    private static void text(List<FieldError> errors, String pointer, @Nullable String text) {
        if (text == null || text.isBlank()) {
            errors.add(new FieldError(pointer, "Say it in words"));
        } else if (text.length() > LONGEST_TEXT) {
            errors.add(new FieldError(pointer, "At most " + LONGEST_TEXT + " characters"));
        }
    }
}
