package studio.clearance.intake.productions;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
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
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.http.Page;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.Problem;

/** The partners, and on what they work. Their ids are chosen by the studio, so they are put, not posted. */
@Path("/api/productions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
class PartnerResource {

    private final Clock clock;

    PartnerResource(Clock clock) {
        this.clock = clock;
    }

    @GET
    @Path("/partners")
    @Operation(summary = "List the partners")
    @Tag(name = "productions")
    @WithSession
    public Uni<Page<PartnerView>> partners() {
        return RegisteredPartner.<RegisteredPartner>listAll(Sort.by("id"))
                .map(found -> new Page<>(found.stream().map(PartnerView::of).toList(), null));
    }

    @GET
    @Path("/partners/{partner}")
    @Operation(summary = "Show a partner")
    @Tag(name = "productions")
    @APIResponse(
            responseCode = "200",
            description = "The partner",
            content = @Content(schema = @Schema(implementation = PartnerView.class)))
    @WithSession
    public Uni<Response> partner(@PathParam("partner") String id) {
        return RegisteredPartner.<RegisteredPartner>findById(id)
                .onItem()
                .ifNull()
                .failWith(PartnerResource::noSuchPartner)
                .map(partner -> answer(200, partner));
    }

    @PUT
    @Path("/partners/{partner}")
    @Operation(summary = "Register a partner, or change it (then with If-Match)")
    @Tag(name = "productions")
    @RequestBody(content = @Content(schema = @Schema(ref = "PartnerForm")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PartnerView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = PartnerView.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    @WithTransaction
    public Uni<Response> put(
            @PathParam("partner") String id, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        requireId(id);
        ProductionForms.PartnerForm form = ProductionForms.partner(body);
        return RegisteredPartner.<RegisteredPartner>findById(id).flatMap(known -> {
            if (known != null) {
                ETags.requireMatch(ifMatch, known.version);
                fill(known, form);
                return known.<RegisteredPartner>persistAndFlush().map(changed -> answer(200, changed));
            }
            RegisteredPartner partner = new RegisteredPartner();
            partner.id = id;
            partner.registeredAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            fill(partner, form);
            return partner.<RegisteredPartner>persistAndFlush().map(registered -> answer(201, registered));
        });
    }

    @PUT
    @Path("/{production}/partners/{partner}")
    @Operation(summary = "Let a partner work on a production; again, if it had left")
    @Tag(name = "productions")
    @APIResponse(responseCode = "204", description = "It works on it")
    @WithTransaction
    public Uni<Response> join(@PathParam("production") UUID production, @PathParam("partner") String partner) {
        return RegisteredProduction.count("id", production)
                .flatMap(productions -> RegisteredPartner.count("id", partner).invoke(partners -> {
                    if (productions == 0) throw ProductionResource.noSuchProduction();
                    if (partners == 0) throw noSuchPartner();
                }))
                .flatMap(both -> Membership.<Membership>findById(new Membership.Key(production, partner)))
                .flatMap(known -> {
                    if (known != null) {
                        known.leftAt = null;
                        return known.<Membership>persistAndFlush();
                    }
                    Membership membership = new Membership();
                    membership.productionId = production;
                    membership.partnerId = partner;
                    membership.joinedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    return membership.<Membership>persistAndFlush();
                })
                .map(joined -> Response.noContent().build());
    }

    @DELETE
    @Path("/{production}/partners/{partner}")
    @Operation(
            summary = "End a partner's work on a production",
            description = "It goes on seeing what it declared, and declares nothing more.")
    @Tag(name = "productions")
    @APIResponse(responseCode = "204", description = "It does not work on it")
    @WithTransaction
    public Uni<Response> leave(@PathParam("production") UUID production, @PathParam("partner") String partner) {
        return Membership.update(
                        "leftAt = ?1 where productionId = ?2 and partnerId = ?3 and leftAt is null",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        production,
                        partner)
                .map(left -> Response.noContent().build());
    }

    private static void fill(RegisteredPartner partner, ProductionForms.PartnerForm form) {
        partner.name = form.name();
        partner.email = form.email();
        partner.locale = form.locale();
    }

    private static Response answer(int status, RegisteredPartner partner) {
        return Response.status(status)
                .entity(PartnerView.of(partner))
                .header(HttpHeaders.ETAG, ETags.of(partner.version))
                .build();
    }

    private static void requireId(String id) {
        try {
            new PartnerId(id);
        } catch (IllegalArgumentException noId) {
            throw Problem.of(422, "invalid-partner-id", "This cannot be a partner's id", noId.getMessage() + ".");
        }
    }

    private static Problem noSuchPartner() {
        return Problem.notFound("There is no partner with this id.");
    }
}
