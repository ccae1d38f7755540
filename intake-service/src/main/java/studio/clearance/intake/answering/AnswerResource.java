package studio.clearance.intake.answering;

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
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.http.JsonForm;
import studio.clearance.intake.http.Sight;
import studio.clearance.intake.http.Submitters;
import studio.clearance.intake.http.WhereItStands;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.IdempotencyKeys.Request;

@Path("/api/use-cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("partner")
@RunOnVirtualThread
class AnswerResource {

    record Answer(UUID informationRequestId, String answer) {}

    private static final JsonForm<Answer> FORM = JsonForm.of(Answer.class, "answer.schema.json");

    private final Callers callers;
    private final ProvideInformationHandler handler;
    private final Clock clock;

    AnswerResource(Callers callers, ProvideInformationHandler handler, Clock clock) {
        this.callers = callers;
        this.handler = handler;
        this.clock = clock;
    }

    @POST
    @Path("/{id}/answers")
    @Operation(summary = "Answer a reviewer's question")
    @Tag(name = "use cases")
    @RequestBody(content = @Content(schema = @Schema(ref = "Answer")))
    @APIResponse(
            responseCode = "200",
            description = "Where it stands",
            content = @Content(schema = @Schema(implementation = WhereItStands.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    public Response answer(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, byte[] body) {
        Caller caller = callers.current();
        Request request = Request.post(caller, idempotencyKey, "/api/use-cases/" + id + "/answers", body);
        Answer answer = FORM.read(body);
        return handler.handle(new ProvideInformation(
                        request,
                        new UseCaseId(id),
                        Sight.partner(caller),
                        answer.informationRequestId(),
                        answer.answer(),
                        Submitters.of(caller),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .toResponse();
    }
}
