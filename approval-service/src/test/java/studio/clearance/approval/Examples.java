package studio.clearance.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;

/** Events as their producers publish them as examples, about a use case of one's own. */
public final class Examples {

    private static final Path TRIAGE = Path.of("../triage-service/src/main/contracts/examples");
    private static final Path INTAKE = Path.of("../intake-service/src/main/contracts/examples");

    private Examples() {}

    /** For legal, with nothing in it that concerns labour relations. */
    public static ObjectNode forLegal(UUID useCase) {
        ObjectNode event = forLegalAndLabour(useCase);
        ArrayNode clauses = (ArrayNode) event.at("/assessment/clauses");
        clauses.forEach(clause -> {
            if (clause.path("id").asText().equals("MX-4")) {
                ((ObjectNode) clause).put("id", "DU-2");
            }
        });
        return event;
    }

    /** For legal, with a clause on talent that fired. */
    public static ObjectNode forLegalAndLabour(UUID useCase) {
        return about(useCase, read(TRIAGE.resolve("EscalationRequested.v1.json")));
    }

    public static ObjectNode forTheContact(UUID useCase) {
        return about(useCase, read(TRIAGE.resolve("EscalationRequested.v1-contact-lane.json")));
    }

    /** The same use in a newer revision. */
    public static ObjectNode revised(ObjectNode escalation, int revision, Consumer<ObjectNode> change) {
        ObjectNode next = escalation.deepCopy();
        next.put("revision", revision);
        ObjectNode useCase = (ObjectNode) next.path("useCase");
        useCase.put("revision", revision);
        useCase.put("revisionHash", "sha256:%064x".formatted(revision));
        change.accept(useCase);
        return next;
    }

    public static ObjectNode withdrawal(UUID useCase, int revision) {
        ObjectNode event = read(INTAKE.resolve("UseCaseWithdrawn.v1.json"));
        return event.put("useCaseId", useCase.toString()).put("revision", revision);
    }

    public static ObjectNode answer(UUID useCase, UUID question) {
        ObjectNode event = read(INTAKE.resolve("InformationProvided.v1.json"));
        return event.put("useCaseId", useCase.toString()).put("informationRequestId", question.toString());
    }

    public static ReceivedEvent received(String name, ObjectNode data) {
        return new ReceivedEvent(
                TimeOrderedIds.next(),
                OutgoingEvent.typeOf(name, 1),
                "/test",
                UUID.fromString(data.path("useCaseId").asText()),
                Instant.now(),
                Json.write(data),
                null);
    }

    public static ObjectNode read(Path example) {
        try {
            JsonNode event = Json.tree(Files.readString(example).getBytes(UTF_8));
            return (ObjectNode) event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode about(UUID useCase, ObjectNode event) {
        event.put("useCaseId", useCase.toString());
        event.put("revision", 1);
        ObjectNode declared = (ObjectNode) event.path("useCase");
        declared.put("useCaseId", useCase.toString());
        declared.put("revision", 1);
        return event;
    }
}
