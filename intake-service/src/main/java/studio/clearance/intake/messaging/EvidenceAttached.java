package studio.clearance.intake.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.kit.Json;

/** The partner attached a document that shows something declared. The document itself stays here. */
public record EvidenceAttached(UUID useCaseId, int revision, File document, By attachedBy, Instant attachedAt) {

    public static final String NAME = "EvidenceAttached";
    public static final int VERSION = 1;

    /** @param shows the requirement it is to show; null when the partner named none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record File(
            UUID id,
            String name,
            String mediaType,
            long size,
            String sha256,
            @Nullable String shows) {}

    public record By(String subject, String name) {

        public static By of(Submitter submitter) {
            return new By(submitter.subject(), submitter.name());
        }
    }

    public byte[] json() {
        return Json.write(this);
    }
}
