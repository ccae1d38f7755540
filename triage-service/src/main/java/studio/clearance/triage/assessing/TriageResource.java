package studio.clearance.triage.assessing;

import static studio.clearance.triage.http.Roles.ADMIN;
import static studio.clearance.triage.http.Roles.AUDITOR;
import static studio.clearance.triage.http.Roles.CONTACT;
import static studio.clearance.triage.http.Roles.LABOUR;
import static studio.clearance.triage.http.Roles.LEGAL;
import static studio.clearance.triage.http.Roles.PARTNER;
import static studio.clearance.triage.http.Roles.POLICY_OWNER;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.governing.StoredDeclarations;
import studio.clearance.triage.http.Roles;
import studio.clearance.triage.persistence.Triage;
import studio.clearance.triage.persistence.Triages;
import studio.clearance.triage.policy.Policy;

/** The stored decisions, and whether they can be made again. */
@Path("/api/triages/{useCaseId}")
@Tag(name = "Triages")
@Produces(MediaType.APPLICATION_JSON)
class TriageResource {

    private final Triages triages;
    private final Policies policies;
    private final StoredDeclarations declarations;
    private final Callers callers;

    TriageResource(Triages triages, Policies policies, StoredDeclarations declarations, Callers callers) {
        this.triages = triages;
        this.policies = policies;
        this.declarations = declarations;
        this.callers = callers;
    }

    @GET
    @RolesAllowed({PARTNER, CONTACT, LEGAL, LABOUR, POLICY_OWNER, AUDITOR, ADMIN})
    @RunOnVirtualThread
    @Operation(
            operationId = "triages",
            summary = "The decisions on a use case, the newest first",
            description =
                    "Each has the form of an assessment, and says which revision it decided, when and why. A partner sees its own use cases only.")
    @APIResponse(
            responseCode = "200",
            description = "The decisions",
            content = @Content(schema = @Schema(implementation = StoredDecision.Page.class)))
    @APIResponse(responseCode = "404", description = "No such use case was triaged, or it is another partner's")
    public byte[] decisions(UUID useCaseId) {
        Caller caller = callers.current();
        List<Triages.Decided> seen = triages.ofUseCase(useCaseId).stream()
                .filter(decided -> sees(caller, decided))
                .toList();
        if (seen.isEmpty()) {
            throw nothingHere();
        }
        return StoredDecision.page(seen);
    }

    @GET
    @Path("/{triageId}/reproduction")
    @RolesAllowed({PARTNER, CONTACT, LEGAL, LABOUR, POLICY_OWNER, AUDITOR, ADMIN})
    @RunOnVirtualThread
    @Operation(
            operationId = "reproduce",
            summary = "Make a past decision again, under its own policy",
            description =
                    "Decides the stored declaration under the very text that decided it then, and compares the result byte for byte. Stores nothing.")
    @APIResponse(
            responseCode = "200",
            description = "What comes out today, and whether it is what came out then",
            content = @Content(schema = @Schema(implementation = Reproduction.class)))
    @APIResponse(responseCode = "404", description = "No such decision, or it is another partner's")
    public byte[] reproduction(UUID useCaseId, UUID triageId) {
        Caller caller = callers.current();
        Triages.Decided decided = triages.find(useCaseId, triageId)
                .filter(found -> sees(caller, found))
                .orElseThrow(TriageResource::nothingHere);
        Triage then = decided.triage();
        Policy policy = policies.withText(then.policy().sha256())
                .orElseThrow(() ->
                        new IllegalStateException("Policy text " + then.policy().sha256() + " is not stored"));
        byte[] now = policy.assess(declarations.read(decided.declaration())).json();
        return Reproduction.json(then, policy.identity().evaluator(), Arrays.equals(now, then.assessment()), now);
    }

    private static boolean sees(Caller caller, Triages.Decided decided) {
        return caller.roles().stream().anyMatch(Roles.STUDIO::contains)
                || decided.partnerId().equals(caller.partnerId());
    }

    /** The same words whether it does not exist or is another partner's: nobody learns which. */
    private static Problem nothingHere() {
        return Problem.notFound("Nothing was decided under this id, or it is not yours to see.");
    }

    /** The documented form of {@link #reproduction}; written by hand so that the assessment goes out as it was made. */
    @SuppressWarnings("unused") // read by the OpenAPI generator
    record Reproduction(
            UUID triageId,

            @Schema(description = "Whether what comes out today is, byte for byte, what came out then")
            boolean identical,

            @Schema(description = "The evaluator that decided then")
            String evaluatorThen,

            @Schema(description = "The evaluator of this release; only the same one promises the same bytes")
            String evaluatorNow,

            Assessment assessment) {

        static byte[] json(Triage then, String evaluatorNow, boolean identical, byte[] assessment) {
            return Splice.object(
                    json -> {
                        json.writeStringField("triageId", then.id().toString());
                        json.writeBooleanField("identical", identical);
                        json.writeStringField("evaluatorThen", then.policy().evaluator());
                        json.writeStringField("evaluatorNow", evaluatorNow);
                    },
                    "assessment",
                    assessment);
        }
    }
}
