package studio.clearance.intake.persistence;

import java.time.Instant;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.wording.Declared;

/** A use that is about to be declared. */
public record NewUseCase(UseCaseId id, PartnerId partner, Declared declared, Submitter by, Instant at) {}
