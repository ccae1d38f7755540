package studio.clearance.intake.submission;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import studio.clearance.intake.messaging.UseCaseSubmitted;
import studio.clearance.intake.persistence.NewUseCase;
import studio.clearance.intake.wording.DeclarationForms;
import studio.clearance.intake.wording.Declared;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.IdempotencyKeys.Request;

@Path("/api/use-cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("partner")
@RunOnVirtualThread
class SubmissionResource {

    private static final byte[] NO_DATA_YET = {};

    private final Callers callers;
    private final DeclarationForms forms;
    private final SubmitUseCaseHandler handler;
    private final Clock clock;

    SubmissionResource(Callers callers, DeclarationForms forms, SubmitUseCaseHandler handler, Clock clock) {
        this.callers = callers;
        this.forms = forms;
        this.handler = handler;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Declare a use")
    @Tag(name = "use cases")
    @RequestBody(content = @Content(schema = @Schema(ref = "Submission")))
    @APIResponse(
            responseCode = "201",
            description = "Declared; Location and ETag say where and as which revision",
            content = @Content(schema = @Schema(implementation = UseCaseReceipt.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, byte[] body) {
        Caller caller = callers.current();
        Request request = Request.post(caller, idempotencyKey, "/api/use-cases", body);
        Declared declared = forms.submission(body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UseCaseId id = new UseCaseId(TimeOrderedIds.next());
        return handler.handle(new SubmitUseCase(
                        request,
                        new NewUseCase(id, Sight.partner(caller), declared, Submitters.of(caller), now),
                        OutgoingEvent.of(
                                UseCaseSubmitted.NAME, UseCaseSubmitted.VERSION, id.value(), now, NO_DATA_YET)))
                .toResponse();
    }
}
