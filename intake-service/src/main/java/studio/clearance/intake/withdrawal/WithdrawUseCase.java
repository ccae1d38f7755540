package studio.clearance.intake.withdrawal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.kit.http.IdempotencyKeys.Request;

/** @param ifMatch heeded when it is there: a partner that wants out need not have read the latest revision */
record WithdrawUseCase(
        Request request,
        UseCaseId useCase,
        PartnerId partner,
        @Nullable String ifMatch,
        String reason,
        Submitter by,
        Instant now) {}
