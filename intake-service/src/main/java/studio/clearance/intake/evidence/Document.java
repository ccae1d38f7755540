package studio.clearance.intake.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as partners and reviewers see it.
 *
 * @param revision that stood when it was attached
 * @param sha256 of its content, hexadecimal
 * @param shows the requirement it is to show, by the id that triage gives it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Document(
        UUID id,
        int revision,
        String name,
        String mediaType,
        long size,
        String sha256,
        @Nullable String shows,
        String uploadedBy,
        Instant uploadedAt) {}
