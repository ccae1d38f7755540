package studio.clearance.intake.revising;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.kit.http.IdempotencyKeys.Request;

/** @param ifMatch the revision that the partner has read, as the header gives it */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ReviseUseCase(
        Request request,
        UseCaseId useCase,
        PartnerId partner,
        @Nullable String ifMatch,
        byte[] body,
        Submitter by,
        Instant now) {}
