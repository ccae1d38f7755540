package studio.clearance.approval.queue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.people.People;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;

@Path("/api/review-cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
@RunOnVirtualThread
class QueueResource {

    private final Queue queue;
    private final People people;
    private final Callers callers;

    QueueResource(Queue queue, People people, Callers callers) {
        this.queue = queue;
        this.people = people;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "listReviewCases",
            summary = "The queue, most urgent first",
            description =
                    "Open cases unless a closed state is asked for; those come newest first. Lists only what the caller may"
                            + " see.")
    public QueuePage list(
            @QueryParam("lane") @Parameter(schema = @Schema(enumeration = {"contact", "legal"})) @Nullable String lane,
            @QueryParam("state") @Parameter(schema = @Schema(implementation = CaseState.class)) @Nullable String state,
            @QueryParam("outcome") @Parameter(schema = @Schema(implementation = Outcome.class)) @Nullable
                    String outcome,
            @QueryParam("clause") @Nullable String clause,
            @QueryParam("production") @Nullable String production,
            @QueryParam("partner") @Nullable String partner,
            @QueryParam("assignee")
                    @Parameter(description = "`me`, `nobody`, or a colleague by subject or username")
                    @Nullable
                    String assignee,
            @QueryParam("due")
                    @Parameter(schema = @Schema(enumeration = {"overdue", "today", "later", "paused"}))
                    @Nullable
                    String due,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        QueueFilter filter = new QueueFilter(
                choice("lane", lane, Lane.class),
                choice("state", state, CaseState.class),
                choice("outcome", outcome, Outcome.class),
                given(clause),
                given(production),
                given(partner),
                given(assignee),
                choice("due", due, QueueFilter.Due.class));
        return queue.page(filter, given(cursor), limit, callers.current());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getReviewCase", summary = "One case with everything a reviewer decides on")
    @APIResponse(
            responseCode = "200",
            description = "With the ETag that a decision names in If-Match",
            content = @Content(schema = @Schema(implementation = ReviewCaseView.class)))
    public Response one(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        ReviewCaseView found = queue.find(id, caller)
                .orElseThrow(() -> Problem.notFound("There is no review case " + id + " that you may see"));
        return Response.ok(found)
                .header(HttpHeaders.ETAG, ETags.of(found.version()))
                .build();
    }

    /** Someone who can be assigned a case or mentioned. */
    record ColleagueView(String subject, String username, String name) {}

    @GET
    @Path("/assignees")
    @Operation(operationId = "listAssignees", summary = "Who has logged in here and gives that signature")
    public List<ColleagueView> assignees(
            @QueryParam("slot") @Parameter(schema = @Schema(enumeration = {"contact", "legal", "labour"})) @Nullable
                    String slot) {
        Slot asked = choice("slot", slot, Slot.class);
        if (asked == null) {
            throw Problem.invalid(List.of(new FieldError("?slot", "Say which signature: contact, legal or labour")));
        }
        return people.whoSignFor(asked).stream()
                .map(found -> new ColleagueView(
                        found.person().subject(),
                        found.username(),
                        found.person().name()))
                .toList();
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static <E extends Enum<E>> @Nullable E choice(String name, @Nullable String text, Class<E> choices) {
        String given = given(text);
        if (given == null) {
            return null;
        }
        String wanted = given.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(choices.getEnumConstants())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(List.of(new FieldError(
                        "?" + name,
                        "One of "
                                + Arrays.stream(choices.getEnumConstants())
                                        .map(each -> each.toString())
                                        .collect(Collectors.joining(", "))))));
    }
}
