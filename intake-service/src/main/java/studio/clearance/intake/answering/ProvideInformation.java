package studio.clearance.intake.answering;

import java.time.Instant;
import java.util.UUID;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.kit.http.IdempotencyKeys.Request;

record ProvideInformation(
        Request request,
        UseCaseId useCase,
        PartnerId partner,
        UUID informationRequest,
        String answer,
        Submitter by,
        Instant now) {}
