package studio.clearance.approval.delegating;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
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
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.people.Delegation;
import studio.clearance.approval.people.Delegations;
import studio.clearance.approval.people.People;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** Standing in for one another, for a time. */
@Path("/api/review-cases/delegations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"contact", "legal-reviewer", "labour-reviewer"})
@RunOnVirtualThread
class DelegationResource {

    private static final Duration LONGEST = Duration.ofDays(90);

    private final Delegations delegations;
    private final People people;
    private final Callers callers;
    private final Once once;
    private final Moments moments;
    private final ObjectMapper json;

    DelegationResource(
            Delegations delegations, People people, Callers callers, Once once, Moments moments, ObjectMapper json) {
        this.delegations = delegations;
        this.people = people;
        this.callers = callers;
        this.once = once;
        this.moments = moments;
        this.json = json;
    }

    /**
     * @param delegate subject or username of whoever stands in
     * @param slot the signature; the caller's only one when left out
     * @param startsAt now when left out
     */
    record DelegationRequest(
            String delegate, @Nullable Slot slot, @Nullable Instant startsAt, Instant endsAt) {}

    @GET
    @Operation(operationId = "listDelegations", summary = "The delegations the caller gave or was given, newest first")
    public List<Delegation> mine() {
        return delegations.concerning(callers.current().subject());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "delegate",
            summary = "Let a colleague sign on the caller's behalf",
            description = "It rests on the caller's own role: what was delegated to the caller cannot be passed on.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = DelegationRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Delegation.class)))
    public Response delegate(@HeaderParam("Idempotency-Key") @Nullable String key, byte[] body) throws IOException {
        Caller caller = callers.current();
        Request request = Request.post(caller, key, "/api/review-cases/delegations", body);
        Delegation delegation = checked(caller, json.readValue(body, DelegationRequest.class));
        StoredResponse made = StoredResponse.json(
                201, "/api/review-cases/delegations/" + delegation.id(), null, json.writeValueAsBytes(delegation));
        return once.answer(request, tx -> {
                    delegations.make(tx, delegation);
                    return made;
                })
                .toResponse();
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "endDelegation", summary = "End a delegation the caller gave")
    @APIResponse(responseCode = "204")
    public Response end(@PathParam("id") UUID id) {
        if (!delegations.end(id, callers.current().subject())) {
            throw Problem.notFound("You have no delegation " + id + " that is not over");
        }
        return Response.noContent().build();
    }

    private Delegation checked(Caller caller, @Nullable DelegationRequest request) {
        if (request == null || request.delegate() == null || request.endsAt() == null) {
            throw Problem.invalid(List.of(
                    new FieldError("/delegate", "Say who stands in for you"),
                    new FieldError("/endsAt", "Say until when")));
        }
        List<FieldError> errors = new ArrayList<>();
        Instant now = moments.now().now();
        Instant startsAt = request.startsAt() == null ? now : request.startsAt();
        if (!request.endsAt().isAfter(startsAt) || !request.endsAt().isAfter(now)) {
            errors.add(new FieldError("/endsAt", "It would be over before it begins"));
        } else if (request.endsAt().isAfter(startsAt.plus(LONGEST))) {
            errors.add(new FieldError("/endsAt", "At most " + LONGEST.toDays() + " days; give a new one then"));
        }
        List<Slot> own = People.slots(caller).stream().sorted().toList();
        Slot slot = request.slot() == null ? own.getFirst() : request.slot();
        if (!own.contains(slot)) {
            errors.add(new FieldError("/slot", "Only what you sign in your own right can be delegated"));
        }
        Person delegate =
                people.find(request.delegate()).map(People.Colleague::person).orElse(null);
        if (delegate == null) {
            errors.add(new FieldError(
                    "/delegate",
                    "Nobody called " + request.delegate() + " has come here yet; they have to log in once"));
        } else if (delegate.subject().equals(caller.subject())) {
            errors.add(new FieldError("/delegate", "You cannot stand in for yourself"));
        }
        if (!errors.isEmpty() || delegate == null) {
            throw Problem.invalid(errors);
        }
        return new Delegation(
                TimeOrderedIds.next(),
                new Person(caller.subject(), caller.name()),
                delegate,
                slot,
                startsAt,
                request.endsAt(),
                null);
    }
}
