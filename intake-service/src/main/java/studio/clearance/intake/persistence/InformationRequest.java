package studio.clearance.intake.persistence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.UseCaseId;

/** A reviewer's question to the partner, about one revision. */
public record InformationRequest(
        UUID id,
        UseCaseId useCase,
        int revision,
        String question,
        List<String> facts,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant answerWantedBy) {}
