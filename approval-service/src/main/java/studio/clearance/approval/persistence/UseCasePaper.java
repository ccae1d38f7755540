package studio.clearance.approval.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;

/** A declared use as intake told it: what this service reads of UseCaseSubmitted. */
public record UseCasePaper(
        UUID useCaseId,
        String reference,
        int revision,
        String revisionHash,
        String title,
        @Nullable String narrative,
        Party partner,
        Production production,
        Submitter submittedBy,
        @Nullable Contact studioContact,
        Map<String, Object> declaration,
        @Nullable Instant submittedAt) {

    public record Party(
            String id, @Nullable String name, @Nullable String locale) {}

    public record Production(
            String id,
            @Nullable String title,
            @Nullable String locale,
            @Nullable String timeZone) {}

    public record Submitter(String subject, @Nullable String name) {

        public String called() {
            return name == null ? subject : name;
        }
    }

    public record Contact(
            @Nullable String username, @Nullable String name) {}

    /** The part of it that the queue shows; spares a poll of many cases the rest. */
    public record Head(
            UUID useCaseId,
            String reference,
            int revision,
            String revisionHash,
            String title,
            Party partner,
            Production production,
            Submitter submittedBy) {

        public static Head read(String json) {
            return Reading.of(json, Head.class);
        }
    }

    public static UseCasePaper read(String json) {
        return Reading.of(json, UseCasePaper.class);
    }

    /** Every field a revision can change, by the name the partner's form has for it. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("title", title);
        if (narrative != null) {
            fields.put("narrative", narrative);
        }
        fields.put("productionId", production.id());
        fields.putAll(declaration);
        return fields;
    }

    /** What the database holds was readable when it came. */
    static final class Reading {
        private Reading() {}

        static <T> T of(String json, Class<T> form) {
            try {
                return Json.MAPPER.readValue(json, form);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A stored paper is no " + form.getSimpleName(), e);
            }
        }
    }
}
