package studio.clearance.intake.productions;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.http.Page;
import studio.clearance.intake.http.PageOf;
import studio.clearance.intake.http.Sight;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.Problem;

@Path("/api/productions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class ProductionResource {

    private final Callers callers;

    ProductionResource(Callers callers) {
        this.callers = callers;
    }

    @GET
    @Operation(
            summary = "List productions, the last registered first",
            description = "A partner sees those it works on, a studio contact theirs.")
    @Tag(name = "productions")
    @WithSession
    public Uni<Page<ProductionView>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(schema = @Schema(minimum = "1", maximum = "200", defaultValue = "50", type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit) {
        Sight sight = Sight.of(callers.current());
        PageOf page = PageOf.of(cursor, limit);
        return RegisteredProduction.seenBy(sight, page)
                .flatMap(found -> views(sight, found))
                .map(views -> page.of(views, ProductionView::id));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show one")
    @Tag(name = "productions")
    @APIResponse(
            responseCode = "200",
            description = "The production",
            content = @Content(schema = @Schema(implementation = ProductionView.class)))
    @WithSession
    public Uni<Response> one(@PathParam("id") UUID id) {
        Sight sight = Sight.of(callers.current());
        return seen(sight, id)
                .flatMap(production -> views(sight, List.of(production))
                        .map(views -> Response.ok(views.getFirst())
                                .header(HttpHeaders.ETAG, ETags.of(production.version))
                                .build()));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Change one")
    @Tag(name = "productions")
    @RequestBody(content = @Content(schema = @Schema(ref = "ChangeProduction")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = ProductionView.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public Uni<Response> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        Sight sight = Sight.of(callers.current());
        ProductionForms.Change form = ProductionForms.change(body);
        return changed(sight, id, ifMatch, form)
                .onFailure(OptimisticLockException.class)
                .transform(other -> changedMeanwhile());
    }

    @WithTransaction
    Uni<Response> changed(Sight sight, UUID id, @Nullable String ifMatch, ProductionForms.Change form) {
        return seen(sight, id)
                .invoke(production -> {
                    ETags.requireMatch(ifMatch, production.version);
                    production.title = form.title();
                    production.locale = form.locale();
                    production.timeZone = form.timeZone();
                    production.contact.username = form.contact().username();
                    production.contact.name = form.contact().name();
                    production.contact.email = form.contact().email();
                    production.contact.locale = form.contact().locale();
                })
                .call(production -> production.flush())
                .flatMap(production -> views(sight, List.of(production))
                        .map(views -> Response.ok(views.getFirst())
                                .header(HttpHeaders.ETAG, ETags.of(production.version))
                                .build()));
    }

    private static Uni<RegisteredProduction> seen(Sight sight, UUID id) {
        return RegisteredProduction.seenBy(sight, id)
                .onItem()
                .ifNull()
                .failWith(ProductionResource::noSuchProduction)
                .map(found -> found);
    }

    private static Uni<List<ProductionView>> views(Sight sight, List<RegisteredProduction> productions) {
        Uni<@Nullable List<Membership>> memberships = sight instanceof Sight.Partners || productions.isEmpty()
                ? Uni.createFrom().nullItem()
                : Membership.current(productions.stream()
                                .map(production -> production.id)
                                .toList())
                        .map(found -> found);
        return memberships.map(found -> productions.stream()
                .map(production -> ProductionView.of(production, found))
                .toList());
    }

    static Problem noSuchProduction() {
        return Problem.notFound("There is no production with this id, or it is not yours to see.");
    }

    private static Problem changedMeanwhile() {
        return Problem.of(
                412,
                "precondition-failed",
                "It has changed since you read it",
                "Read it again, then repeat the change on the current version");
    }
}
