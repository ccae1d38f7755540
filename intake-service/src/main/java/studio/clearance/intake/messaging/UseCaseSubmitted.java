package studio.clearance.intake.messaging;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Partner;
import studio.clearance.intake.domain.Production;
import studio.clearance.intake.domain.Reference;
import studio.clearance.intake.domain.StudioContact;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.wording.Wording;
import studio.clearance.kit.Json;

/**
 * A partner declared a use, or sent a revision of it.
 *
 * @param by with a locale
 */
public record UseCaseSubmitted(
        UseCaseId useCase,
        Reference reference,
        int revision,
        Wording words,
        Partner partner,
        Production production,
        Submitter by,
        Instant at) {

    public static final String NAME = "UseCaseSubmitted";
    public static final int VERSION = 1;

    private static final int USUAL_SIZE = 2048;

    /** The partner's words go in as their canonical text: they are serialized once, where their hash is made. */
    public byte[] json() {
        ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_SIZE);
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("useCaseId", useCase.toString());
            json.writeStringField("reference", reference.toString());
            json.writeNumberField("revision", revision);
            json.writeStringField("revisionHash", words.hash().value());
            raw(json, "title", words.title());
            raw(json, "narrative", words.narrative());

            json.writeObjectFieldStart("partner");
            json.writeStringField("id", partner.id().value());
            person(json, partner.name(), partner.email(), partner.locale());
            json.writeEndObject();

            json.writeObjectFieldStart("production");
            json.writeStringField("id", production.id().toString());
            json.writeStringField("title", production.title());
            json.writeStringField("locale", production.locale());
            json.writeStringField("timeZone", production.timeZone());
            json.writeEndObject();

            json.writeObjectFieldStart("submittedBy");
            json.writeStringField("subject", by.subject());
            person(json, by.name(), by.email(), by.locale());
            json.writeEndObject();

            StudioContact contact = production.contact();
            json.writeObjectFieldStart("studioContact");
            json.writeStringField("username", contact.username());
            person(json, contact.name(), contact.email(), contact.locale());
            json.writeEndObject();

            raw(json, "declaration", words.declaration());
            json.writeStringField("submittedAt", at.toString());
            json.writeEndObject();
        } catch (IOException nothingIsWrittenOutside) {
            throw new UncheckedIOException(nothingIsWrittenOutside);
        }
        return bytes.toByteArray();
    }

    private static void raw(JsonGenerator json, String name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
    }

    private static void person(JsonGenerator json, String name, @Nullable String email, @Nullable String locale)
            throws IOException {
        json.writeStringField("name", name);
        if (email != null) json.writeStringField("email", email);
        if (locale != null) json.writeStringField("locale", locale);
    }
}
