package studio.clearance.intake.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.kit.Json;

/**
 * Something that happened to a use case besides its revisions.
 *
 * @param id of the event that tells it
 * @param by the name of who did it, where a person did
 * @param details what the partner is told of it, JSON
 */
public record TimelineEntry(
        UseCaseId useCase,
        UUID id,
        Instant at,
        Kind kind,
        int revision,
        @Nullable String by,
        @Nullable String details) {

    public static String json(Object details) {
        return new String(Json.write(details), UTF_8);
    }

    public enum Kind {
        SUBMITTED,
        REVISED,
        WITHDRAWN,
        INFORMATION_PROVIDED,
        DOCUMENT_ATTACHED,
        TRIAGED,
        INFORMATION_REQUESTED,
        COMMENTED,
        ESCALATED,
        GRANTED,
        UPHELD,
        DENIED,
        REVIEW_CLEARED,
        REVIEW_STOOD_DOWN,
        APPROVAL_SUSPENDED,
        APPROVAL_REINSTATED,
        APPROVAL_REVOKED,
        APPROVAL_EXPIRED,
        APPROVAL_SUPERSEDED
    }
}
