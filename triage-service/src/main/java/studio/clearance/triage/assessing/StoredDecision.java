package studio.clearance.triage.assessing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Assessment.ClauseFinding;
import studio.clearance.triage.domain.Assessment.Contradiction;
import studio.clearance.triage.domain.Assessment.OpenQuestion;
import studio.clearance.triage.domain.Assessment.Reduction;
import studio.clearance.triage.domain.Assessment.RequirementFinding;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.persistence.Triage;
import studio.clearance.triage.persistence.Triages;

/** A decision as it is read: the assessment as it was stored, and in front of it what it was about. The record documents the form. */
@SuppressWarnings("unused") // read by the OpenAPI generator
@Schema(name = "StoredDecision")
record StoredDecision(
        UUID triageId,
        UUID useCaseId,
        String reference,
        int revision,
        String revisionHash,
        Triage.Reason reason,
        @Nullable UUID replaces,
        Instant decidedAt,
        Outcome outcome,
        List<ClauseFinding> clauses,
        List<String> matrixRows,
        List<RequirementFinding> requirements,
        List<Contradiction> contradictions,
        List<OpenQuestion> openQuestions,
        List<Reduction> couldBeLoweredBy,
        PolicyIdentity policy) {

    @Schema(name = "StoredDecisions")
    record Page(List<StoredDecision> items) {}

    static byte[] page(List<Triages.Decided> decisions) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("{\"items\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < decisions.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(json(decisions.get(i)));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] json(Triages.Decided decided) {
        Triage triage = decided.triage();
        return Splice.into(
                json -> {
                    json.writeStringField("triageId", triage.id().toString());
                    json.writeStringField(
                            "useCaseId", triage.revision().useCaseId().toString());
                    json.writeStringField("reference", decided.reference());
                    json.writeNumberField("revision", triage.revision().revision());
                    json.writeStringField("revisionHash", decided.revisionHash());
                    json.writeStringField("reason", triage.reason().name());
                    UUID replaces = triage.replaces();
                    if (replaces != null) {
                        json.writeStringField("replaces", replaces.toString());
                    }
                    json.writeStringField("decidedAt", triage.decidedAt().toString());
                },
                triage.assessment());
    }
}
