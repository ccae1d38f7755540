package studio.clearance.triage.messaging;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.events.UnreadableEvent;

/**
 * What triage reads of UseCaseSubmitted. The declaration is a slice of the event's own bytes: it is stored, decided and passed on as it
 * came. That the whole data is one JSON object is made sure here, since EscalationRequested carries it inside its own.
 *
 * @param declaration an object; an empty one when the event holds none, which then counts as "not stated" throughout
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never copied
public record SubmittedUseCase(
        UUID useCaseId, int revision, String revisionHash, String reference, String partnerId, byte[] declaration) {

    public static final String TYPE = OutgoingEvent.typeOf("UseCaseSubmitted", 1);

    private static final byte[] NOTHING_STATED = "{}".getBytes(StandardCharsets.UTF_8);

    /** @throws UnreadableEvent when the data is not one JSON object in UTF-8 that names the use case, its revision and its partner */
    public static SubmittedUseCase of(ReceivedEvent event) {
        try (JsonParser json = Json.MAPPER.createParser(event.data())) {
            return new Reading(event.data(), json).useCase();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnreadableEvent(
                    "The data of " + event.type() + " " + event.id() + " is not readable", unreadable);
        }
    }

    private static final class Reading {

        private final byte[] data;
        private final JsonParser json;
        private @Nullable String useCaseId;
        private @Nullable String revisionHash;
        private @Nullable String reference;
        private @Nullable String partnerId;
        private int revision;
        private byte[] declaration = NOTHING_STATED;

        Reading(byte[] data, JsonParser json) {
            this.data = data;
            this.json = json;
        }

        SubmittedUseCase useCase() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT
                    || json.currentTokenLocation().getByteOffset() < 0) {
                throw new IllegalArgumentException("not one JSON object in UTF-8");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                switch (name) {
                    case "useCaseId" -> useCaseId = json.getValueAsString();
                    case "revision" -> revision = json.getValueAsInt();
                    case "revisionHash" -> revisionHash = json.getValueAsString();
                    case "reference" -> reference = json.getValueAsString();
                    case "partner" -> partner(value);
                    case "declaration" -> declaration = declaration(value);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            if (revision < 1) {
                throw new IllegalArgumentException("no revision");
            }
            return new SubmittedUseCase(
                    UUID.fromString(present(useCaseId, "useCaseId")),
                    revision,
                    present(revisionHash, "revisionHash"),
                    present(reference, "reference"),
                    present(partnerId, "partner.id"),
                    declaration);
        }

        private void partner(JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("id")) {
                    partnerId = json.getValueAsString();
                } else {
                    json.skipChildren();
                }
            }
        }

        private byte[] declaration(JsonToken value) throws IOException {
            long from = json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            return value == JsonToken.START_OBJECT
                    ? Arrays.copyOfRange(
                            data, (int) from, (int) json.currentLocation().getByteOffset())
                    : NOTHING_STATED;
        }

        private static String present(@Nullable String value, String name) {
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("no " + name);
            }
            return value;
        }
    }
}
