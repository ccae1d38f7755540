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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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

    /** The newest first. */
    @GET
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
    public Response one(@PathParam("id") UUID id) {
        UseCaseInFull found =
                views.one(Sight.of(callers.current()), new UseCaseId(id)).orElseThrow(Refusals::noSuchUseCase);
        return Response.ok(found)
                .header(HttpHeaders.ETAG, ETags.of(found.useCase().revision()))
                .build();
    }

    /** What happened, from the declaration on. */
    @GET
    @Path("/{id}/timeline")
    public Page<Happening> timeline(@PathParam("id") UUID id) {
        List<Happening> happenings =
                views.timeline(Sight.of(callers.current()), new UseCaseId(id)).orElseThrow(Refusals::noSuchUseCase);
        return new Page<>(happenings, null);
    }
}
