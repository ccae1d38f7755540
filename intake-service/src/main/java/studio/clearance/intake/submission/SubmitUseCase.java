package studio.clearance.intake.submission;

import studio.clearance.intake.persistence.NewUseCase;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.IdempotencyKeys.Request;

/** @param announcement its event without the data, made where the caller's trace is known */
record SubmitUseCase(Request request, NewUseCase useCase, OutgoingEvent announcement) {}
