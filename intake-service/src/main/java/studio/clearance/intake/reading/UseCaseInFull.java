package studio.clearance.intake.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A use case with the words of its current revision.
 *
 * @param informationRequest the question that a reviewer waits to have answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UseCaseInFull(
        @JsonUnwrapped UseCaseView useCase,
        @JsonRawValue @Schema(implementation = String.class) String narrative,
        @JsonRawValue @Schema(implementation = Object.class) String declaration,
        OfSubmitter submittedBy,
        @Nullable OpenQuestion informationRequest) {

    record OfSubmitter(String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OpenQuestion(
            UUID id,
            String question,
            List<String> facts,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant answerWantedBy) {}
}
