package studio.clearance.intake.reading;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Status;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.http.Page;
import studio.clearance.intake.http.PageOf;
import studio.clearance.intake.http.Queries;
import studio.clearance.intake.http.Refusals;
import studio.clearance.intake.http.Sight;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;

@Path("/api/use-cases")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
class UseCaseResource {

    private final Callers callers;
    private final UseCaseViews views;

    UseCaseResource(Callers callers, UseCaseViews views) {
        this.callers = callers;
        this.views = views;
    }

    @GET
    @Operation(
            summary = "List use cases, the newest first",
            description =
                    "A partner sees its own, a studio contact those of their productions, reviewers and auditors all.")
    @Tag(name = "use cases")
    public Page<UseCaseView> list(
            @Parameter(schema = @Schema(implementation = Status.class)) @QueryParam("status") @Nullable String status,
            @Parameter(schema = @Schema(implementation = UUID.class)) @QueryParam("production") @Nullable
                    String production,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(schema = @Schema(minimum = "1", maximum = "200", defaultValue = "50", type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit) {
        PageOf page = PageOf.of(cursor, limit);
        return page.of(
                views.list(
                        Sight.of(callers.current()),
                        Queries.choice("status", status, Status.class),
                        Queries.uuid("production", production),
                        page.after(),
                        page.toFetch()),
                UseCaseView::id);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show one, with the words of its current revision")
    @Tag(name = "use cases")
    @APIResponse(
            responseCode = "200",
            description = "The use case; its ETag is its revision",
            content = @Content(schema = @Schema(implementation = UseCaseInFull.class)))
    public Response one(@PathParam("id") UUID id) {
        UseCaseInFull found =
                views.one(Sight.of(callers.current()), new UseCaseId(id)).orElseThrow(Refusals::noSuchUseCase);
        return Response.ok(found)
                .header(HttpHeaders.ETAG, ETags.of(found.useCase().revision()))
                .build();
    }

    @GET
    @Path("/{id}/timeline")
    @Operation(summary = "Tell what happened, from the declaration on")
    @Tag(name = "use cases")
    public Page<Happening> timeline(@PathParam("id") UUID id) {
        List<Happening> happenings =
                views.timeline(Sight.of(callers.current()), new UseCaseId(id)).orElseThrow(Refusals::noSuchUseCase);
        return new Page<>(happenings, null);
    }
}
