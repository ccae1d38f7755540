package studio.clearance.triage.messaging;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.persistence.Triage;

/** The events a decision gives rise to, in the order in which they are published. */
public final class DecisionEvents {

    private static final int VERSION = 1;
    /** Room for the members around the two documents that EscalationRequested carries. */
    private static final int FRAME = 512;

    private DecisionEvents() {}

    /**
     * @param assessment the same that {@code triage} holds as bytes
     * @param submitted the data of UseCaseSubmitted, as it came
     */
    public static List<OutgoingEvent> of(Triage triage, Assessment assessment, String revisionHash, byte[] submitted) {
        List<OutgoingEvent> events = new ArrayList<>(2);
        events.add(event("Triaged", triage, Json.write(Triaged.of(triage, assessment, revisionHash))));
        if (triage.outcome() != Outcome.CLEARED_NOTIFY) {
            events.add(event("EscalationRequested", triage, escalation(triage, submitted)));
        } else if (triage.replaces() != null) {
            events.add(event("EscalationWithdrawn", triage, Json.write(EscalationWithdrawn.of(triage))));
        }
        return events;
    }

    private static OutgoingEvent event(String name, Triage triage, byte[] data) {
        return OutgoingEvent.of(name, VERSION, triage.revision().useCaseId(), triage.decidedAt(), data);
    }

    /** Both documents go in as they are: the queue sees the very bytes the partner sent and the decision was made of. */
    private static byte[] escalation(Triage triage, byte[] submitted) {
        var out = new ByteArrayOutputStream(submitted.length + triage.assessment().length + FRAME);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("triageId", triage.id().toString());
            json.writeStringField("useCaseId", triage.revision().useCaseId().toString());
            json.writeNumberField("revision", triage.revision().revision());
            json.writeStringField("lane", triage.outcome().lane().code());
            json.writeStringField("reason", triage.reason().name());
            UUID replaces = triage.replaces();
            if (replaces != null) {
                json.writeStringField("replaces", replaces.toString());
            }
            json.writeFieldName("useCase");
            splice(submitted, json, out);
            json.writeFieldName("assessment");
            splice(triage.assessment(), json, out);
            json.writeStringField("requestedAt", triage.decidedAt().toString());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void splice(byte[] document, JsonGenerator json, ByteArrayOutputStream out) throws IOException {
        json.writeRawValue("");
        json.flush();
        out.writeBytes(document);
    }

    /** What decided, as both events name it. */
    record PolicyStamp(String id, String version, String sha256, String evaluator) {

        static PolicyStamp of(PolicyIdentity policy) {
            return new PolicyStamp(policy.id(), policy.version(), policy.sha256(), policy.evaluator());
        }
    }

    /** The data of EscalationWithdrawn.v1. */
    record EscalationWithdrawn(
            UUID triageId,
            UUID useCaseId,
            int revision,
            String reason,
            @Nullable UUID replaces,
            PolicyStamp policy,
            String withdrawnAt) {

        static EscalationWithdrawn of(Triage triage) {
            return new EscalationWithdrawn(
                    triage.id(),
                    triage.revision().useCaseId(),
                    triage.revision().revision(),
                    triage.reason().name(),
                    triage.replaces(),
                    PolicyStamp.of(triage.policy()),
                    triage.decidedAt().toString());
        }
    }

    /** The data of Triaged.v1. */
    record Triaged(
            UUID triageId,
            UUID useCaseId,
            int revision,
            String revisionHash,
            String outcome,
            String lane,
            List<Clause> clauses,
            List<String> matrixRows,
            List<String> requirements,
            List<String> openQuestions,
            PolicyStamp policy,
            String reason,
            @Nullable UUID replaces,
            String decidedAt) {

        record Clause(
                String id,
                String heading,
                String demand,
                String certainty,
                @Nullable String displacedBy,
                @Nullable String step) {}

        static Triaged of(Triage triage, Assessment assessment, String revisionHash) {
            return new Triaged(
                    triage.id(),
                    triage.revision().useCaseId(),
                    triage.revision().revision(),
                    revisionHash,
                    triage.outcome().name(),
                    triage.outcome().lane().code(),
                    assessment.clauses().stream()
                            .map(clause -> new Clause(
                                    clause.id(),
                                    clause.heading(),
                                    clause.demand().name(),
                                    clause.certainty().code(),
                                    clause.displacedBy(),
                                    clause.step()))
                            .toList(),
                    assessment.matrixRows(),
                    assessment.requirements().stream()
                            .map(Assessment.RequirementFinding::id)
                            .toList(),
                    assessment.openQuestions().stream()
                            .map(Assessment.OpenQuestion::fact)
                            .distinct()
                            .toList(),
                    PolicyStamp.of(triage.policy()),
                    triage.reason().name(),
                    triage.replaces(),
                    triage.decidedAt().toString());
        }
    }
}
