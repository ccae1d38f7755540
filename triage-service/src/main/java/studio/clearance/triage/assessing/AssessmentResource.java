package studio.clearance.triage.assessing;

import static studio.clearance.triage.http.Roles.ADMIN;
import static studio.clearance.triage.http.Roles.AUDITOR;
import static studio.clearance.triage.http.Roles.CONTACT;
import static studio.clearance.triage.http.Roles.LABOUR;
import static studio.clearance.triage.http.Roles.LEGAL;
import static studio.clearance.triage.http.Roles.PARTNER;
import static studio.clearance.triage.http.Roles.POLICY_OWNER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Violation;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.governing.PolicyInForce;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Vocabulary;

/** What triage would say to a declaration. Creates nothing, so it needs no Idempotency-Key and may be asked at every keystroke. */
@Path("/api/assessments")
@Tag(name = "Assessments")
class AssessmentResource {

    /** Who may try versions that are not published. */
    private static final Set<String> DRAFT_READERS = Set.of(POLICY_OWNER, AUDITOR, ADMIN);

    private final PolicyInForce inForce;
    private final Policies policies;
    private final PolicyVersions versions;
    private final Vocabulary vocabulary;
    private final Callers callers;

    AssessmentResource(
            PolicyInForce inForce, Policies policies, PolicyVersions versions, Vocabulary vocabulary, Callers callers) {
        this.inForce = inForce;
        this.policies = policies;
        this.versions = versions;
        this.vocabulary = vocabulary;
        this.callers = callers;
    }

    @POST
    @RolesAllowed({PARTNER, CONTACT, LEGAL, LABOUR, POLICY_OWNER, AUDITOR, ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "assess",
            summary = "Say what triage would say to a declaration",
            description =
                    "Stores nothing. Unknown facts, wrong values and steps without names are refused, each with a JSON pointer and, where one is near, what was probably meant.")
    @RequestBody(content = @Content(schema = @Schema(implementation = AssessmentRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The assessment under the policy in force, or under the version asked for",
            content = @Content(schema = @Schema(implementation = Assessment.class)))
    @APIResponse(responseCode = "422", description = "The declaration is not one; errors say where and why")
    public byte[] assess(byte[] body) {
        ObjectNode request = JsonBody.object(body);
        Policy policy = policy(request.get("policy"));
        return policy.assess(declaration(request)).json();
    }

    private Declaration declaration(ObjectNode request) {
        JsonNode declaration = request.get("declaration");
        if (declaration == null) {
            throw Problem.invalidContent(List.of(new FieldError("/declaration", "There is no declaration to assess.")));
        }
        return switch (vocabulary.read(declaration)) {
            case DeclarationReading.Understood understood -> understood.declaration();
            case DeclarationReading.Refused refused ->
                throw Problem.invalidContent(refused.violations().stream()
                        .map(AssessmentResource::error)
                        .toList());
        };
    }

    private static FieldError error(Violation violation) {
        return new FieldError("/declaration" + violation.pointer(), violation.detail(), violation.suggestion());
    }

    private Policy policy(@Nullable JsonNode version) {
        if (version == null || version.isNull()) {
            return inForce.now();
        }
        Caller caller = callers.current();
        return versions.find(version.asText())
                .filter(found -> found instanceof PolicyVersion.Published
                        || caller.roles().stream().anyMatch(DRAFT_READERS::contains))
                .flatMap(found -> policies.readable(found.edition().sha256()))
                .orElseThrow(() -> Problem.invalidContent(List.of(
                        new FieldError("/policy", "There is no version " + version.asText() + " to assess with."))));
    }

    /** @param policy the version to assess with; the one in force when absent */
    @Schema(name = "AssessmentRequest", requiredProperties = "declaration")
    record AssessmentRequest(
            @Schema(description = "The facts, as the vocabulary defines them")
            Object declaration,

            @Schema(description = "The version of the policy to assess with; the one in force when absent")
            String policy) {}
}
