package studio.clearance.triage.publishing;

import static studio.clearance.triage.http.Roles.POLICY_OWNER;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.Succession;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.http.Refusals;
import studio.clearance.triage.http.Roles;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.persistence.ReReviews;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.vocabulary.Vocabulary;

/** The versions of the policy: read, drafted, published. */
@Path("/api/policies")
@Tag(name = "Policies")
@Produces(MediaType.APPLICATION_JSON)
class PolicyResource {

    private final PolicyVersions versions;
    private final Policies policies;
    private final DraftPolicyHandler drafting;
    private final PublishPolicyHandler publishing;
    private final ReReviews reReviews;
    private final Vocabulary vocabulary;
    private final Database database;
    private final Once once;
    private final Callers callers;
    private final Clock clock;

    PolicyResource(
            PolicyVersions versions,
            Policies policies,
            DraftPolicyHandler drafting,
            PublishPolicyHandler publishing,
            ReReviews reReviews,
            Vocabulary vocabulary,
            Database database,
            Once once,
            Callers callers,
            Clock clock) {
        this.versions = versions;
        this.policies = policies;
        this.drafting = drafting;
        this.publishing = publishing;
        this.reReviews = reReviews;
        this.vocabulary = vocabulary;
        this.database = database;
        this.once = once;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Authenticated
    @RunOnVirtualThread
    @Operation(
            operationId = "policies",
            summary = "All versions of the policy, the newest first",
            description = "Partners see the published ones.")
    public PolicyView.Page policies() {
        Caller caller = callers.current();
        return new PolicyView.Page(versions.all().stream()
                .filter(version -> mayRead(caller, version))
                .map(this::view)
                .toList());
    }

    @GET
    @Path("/current")
    @Authenticated
    @RunOnVirtualThread
    @Operation(operationId = "policyInForce", summary = "The version that decides now, with all its clauses")
    public PolicyView current() {
        Publication current = succession().inForceAt(clock.instant()).orElseThrow(Refusals::noSuchVersion);
        return whole(versions.find(current.version()).orElseThrow(Refusals::noSuchVersion));
    }

    @GET
    @Path("/{version}")
    @Authenticated
    @RunOnVirtualThread
    @Operation(operationId = "policy", summary = "One version, with all its clauses")
    @APIResponse(
            responseCode = "200",
            description = "The version; its ETag is what a change of it is made on",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "404", description = "No such version, or a draft that you may not read")
    public Response policy(String version) {
        PolicyVersion found = readable(version);
        return Response.ok(whole(found)).header(HttpHeaders.ETAG, etag(found)).build();
    }

    @GET
    @Path("/{version}/text")
    @Authenticated
    @Produces("application/yaml")
    @RunOnVirtualThread
    @Operation(operationId = "policyText", summary = "One version as it was written, byte for byte")
    @APIResponse(
            responseCode = "200",
            description = "The text whose SHA-256 decisions name",
            content = @Content(mediaType = "application/yaml", schema = @Schema(implementation = String.class)))
    public Response text(String version) {
        PolicyVersion found = readable(version);
        byte[] yaml = versions.text(found.edition().sha256()).orElseThrow(Refusals::noSuchVersion);
        return Response.ok(yaml).header(HttpHeaders.ETAG, etag(found)).build();
    }

    @GET
    @Path("/{version}/difference")
    @Authenticated
    @RunOnVirtualThread
    @Operation(operationId = "policyDifference", summary = "What a version says otherwise than another")
    @APIResponse(
            responseCode = "200",
            description = "Clause by clause, in the words people read",
            content = @Content(schema = @Schema(implementation = PolicyDifference.class)))
    @APIResponse(responseCode = "409", description = "One of the two has problems and cannot be compared")
    public PolicyDifference difference(
            String version,
            @Parameter(description = "The version to compare with; the one in force when absent")
                    @QueryParam("from")
                    @Nullable
                    String from) {
        PolicyVersion to = readable(version);
        PolicyVersion base = from == null
                ? readable(succession()
                        .inForceAt(clock.instant())
                        .orElseThrow(Refusals::noSuchVersion)
                        .version())
                : readable(from);
        return PolicyDifference.between(compared(base), compared(to));
    }

    @POST
    @RolesAllowed(POLICY_OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "draftPolicy",
            summary = "Begin a draft",
            description =
                    "The text is checked as it is saved: that it compiles, and that its own cases come out as it says. Problems do not keep it from being saved.")
    @RequestBody(content = @Content(schema = @Schema(implementation = PolicyDraft.class)))
    @APIResponse(
            responseCode = "201",
            description = "The draft with its problems, if it has any",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "409", description = "The version exists")
    public Response draft(
            @Parameter(required = true) @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, byte[] body) {
        Caller caller = callers.current();
        PolicyDraft draft = PolicyDraft.of(body);
        CheckedText text = CheckedText.of(draft.source(), vocabulary);
        return once.answer(Request.post(caller, idempotencyKey, "/api/policies", body), tx -> {
                    PolicyVersion begun = drafting.begin(tx, person(caller), text, draft.note());
                    return stored(201, begun, "/api/policies/" + begun.edition().version());
                })
                .toResponse();
    }

    @PUT
    @Path("/{version}")
    @RolesAllowed(POLICY_OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "reviseDraft",
            summary = "Save another text of a draft",
            description = "Only its author can. What a replay found of the former text no longer counts.")
    @RequestBody(content = @Content(schema = @Schema(implementation = PolicyDraft.class)))
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "403", description = "Somebody else wrote it")
    @APIResponse(responseCode = "409", description = "It is published or withdrawn")
    @APIResponse(responseCode = "412", description = "It has changed since you read it")
    public Response revise(
            String version,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        Person editor = person(callers.current());
        PolicyDraft draft = PolicyDraft.of(body);
        CheckedText text = CheckedText.of(draft.source(), vocabulary);
        return changed(database.transaction(tx -> drafting.revise(tx, editor, version, ifMatch, text, draft.note())));
    }

    @POST
    @Path("/{version}/withdrawal")
    @RolesAllowed(POLICY_OWNER)
    @RunOnVirtualThread
    @Operation(
            operationId = "withdrawDraft",
            summary = "Give up a draft",
            description = "Only its author can. It stays readable; its version is not used again.")
    @APIResponse(
            responseCode = "200",
            description = "It is withdrawn",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "409", description = "It is published or withdrawn")
    @APIResponse(responseCode = "412", description = "It has changed since you read it")
    public Response withdraw(
            String version, @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch) {
        Person editor = person(callers.current());
        return changed(database.transaction(tx -> drafting.withdraw(tx, editor, version, ifMatch)));
    }

    @POST
    @Path("/{version}/publication")
    @RolesAllowed(POLICY_OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "publishPolicy",
            summary = "Publish a version",
            description =
                    "Somebody other than its author does, once it was replayed against the version it takes over from. When past outcomes change, changedOutcomes must name how many. Past decisions keep the version that made them.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = PolicyPublication.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is published, and decides from its effective date on",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "403", description = "You wrote it")
    @APIResponse(
            responseCode = "409",
            description = "A step is missing, or changed outcomes were not confirmed; the type says which")
    @APIResponse(responseCode = "412", description = "It has changed since you read it")
    public Response publish(
            String version,
            @Parameter(required = true) @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            byte @Nullable [] body) {
        Caller caller = callers.current();
        byte[] content = body == null ? new byte[0] : body;
        PolicyPublication wanted = PolicyPublication.of(content);
        String path = "/api/policies/" + version + "/publication";
        return once.answer(Request.post(caller, idempotencyKey, path, content), tx -> {
                    PolicyVersion.Published published =
                            publishing.publish(tx, person(caller), version, ifMatch, wanted);
                    return stored(201, published, path);
                })
                .toResponse();
    }

    @GET
    @Path("/{version}/publication")
    @Authenticated
    @RunOnVirtualThread
    @Operation(
            operationId = "publication",
            summary = "By whom a version was published, and how far its re-review has come")
    @APIResponse(responseCode = "404", description = "It is not published")
    public PublicationView publication(String version) {
        if (!(readable(version) instanceof PolicyVersion.Published published)) {
            throw Problem.notFound("Version " + version + " is not published.");
        }
        return new PublicationView(view(published), reReviews.of(version).orElse(null));
    }

    private Response changed(PolicyVersion version) {
        return Response.ok(view(version))
                .header(HttpHeaders.ETAG, etag(version))
                .build();
    }

    private StoredResponse stored(int status, PolicyVersion version, String location) {
        return StoredResponse.json(status, location, etag(version), Json.write(view(version)));
    }

    private PolicyVersion readable(String version) {
        Caller caller = callers.current();
        return versions.find(version).filter(found -> mayRead(caller, found)).orElseThrow(Refusals::noSuchVersion);
    }

    private static boolean mayRead(Caller caller, PolicyVersion version) {
        return version instanceof PolicyVersion.Published
                || caller.roles().stream().anyMatch(Roles.STUDIO::contains);
    }

    private PolicyView view(PolicyVersion version) {
        return PolicyView.of(version, succession(), clock.instant());
    }

    private PolicyView whole(PolicyVersion version) {
        PolicyView view = view(version);
        return policies.readable(version.edition().sha256()).map(view::with).orElse(view);
    }

    private Policy compared(PolicyVersion version) {
        return policies.readable(version.edition().sha256())
                .orElseThrow(() -> Problem.of(
                        409,
                        "policy-not-comparable",
                        "This text cannot be compared",
                        "The text of version " + version.edition().version()
                                + " has problems that keep it from being read clause by clause."));
    }

    private Succession succession() {
        return new Succession(versions.publications());
    }

    private static String etag(PolicyVersion version) {
        return ETags.of(version.edition().number());
    }

    private static Person person(Caller caller) {
        return new Person(caller.subject(), caller.name());
    }

    /** A publication and what follows from it. */
    @Schema(name = "PublicationProgress")
    record PublicationView(PolicyView policy, ReReviews.@Nullable Progress reReview) {}
}
