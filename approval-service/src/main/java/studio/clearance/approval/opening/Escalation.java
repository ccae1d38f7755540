package studio.clearance.approval.opening;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.events.UnreadableEvent;

/**
 * What this service reads of EscalationRequested. The use case and the assessment are kept as the bytes they came in.
 *
 * @param policyChanged an open case was decided again under a newer policy
 */
record Escalation(
        UUID useCaseId,
        int revision,
        Lane lane,
        boolean policyChanged,
        UseCasePaper.Head useCase,
        String useCaseJson,
        AssessmentPaper assessment,
        String assessmentJson,
        ReceivedEvent cause) {

    static Escalation read(ReceivedEvent event) {
        byte[] data = event.data();
        UUID useCaseId = null;
        int revision = 0;
        Lane lane = null;
        boolean policyChanged = false;
        Part<UseCasePaper.Head> useCase = null;
        Part<AssessmentPaper> assessment = null;
        try (JsonParser parser = Json.MAPPER.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableEvent("The data of " + event.id() + " is no object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "useCaseId" -> useCaseId = UUID.fromString(parser.getText());
                    case "revision" -> revision = parser.getIntValue();
                    case "lane" -> lane = Lane.of(parser.getText());
                    case "reason" -> policyChanged = parser.getText().equals("POLICY_CHANGED");
                    case "useCase" -> useCase = Part.read(parser, data, UseCasePaper.Head.class);
                    case "assessment" -> assessment = Part.read(parser, data, AssessmentPaper.class);
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw new UnreadableEvent("The data of " + event.id() + " is no EscalationRequested", malformed);
        }
        if (useCaseId == null || revision < 1 || lane == null || useCase == null || assessment == null) {
            throw new UnreadableEvent("The data of " + event.id() + " lacks what a case is opened on");
        }
        return new Escalation(
                useCaseId,
                revision,
                lane,
                policyChanged,
                useCase.value(),
                useCase.text(),
                assessment.value(),
                assessment.text(),
                event);
    }

    /** A value with the text it was read from. */
    private record Part<T>(T value, String text) {

        static <T> @Nullable Part<T> read(JsonParser parser, byte[] data, Class<T> form) throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            T value = parser.readValueAs(form);
            if (value == null) {
                return null;
            }
            int to = (int) parser.currentLocation().getByteOffset();
            return new Part<>(value, new String(data, from, to - from, StandardCharsets.UTF_8));
        }
    }
}
