package studio.clearance.intake.http;

import java.time.Instant;
import java.util.UUID;
import studio.clearance.intake.domain.Production;
import studio.clearance.intake.domain.Status;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.kit.Json;

/** What a partner gets back for what it sent. */
public record UseCaseReceipt(
        UUID id,
        String reference,
        int revision,
        String revisionHash,
        Status status,
        String title,
        OfProduction production,
        Instant submittedAt) {

    public record OfProduction(UUID id, String title) {}

    public static UseCaseReceipt of(UseCase useCase, String title, Production production, Instant submittedAt) {
        return new UseCaseReceipt(
                useCase.id().value(),
                useCase.reference().toString(),
                useCase.revision(),
                useCase.hash().value(),
                useCase.standing().status(),
                title,
                new OfProduction(production.id().value(), production.title()),
                submittedAt);
    }

    public byte[] json() {
        return Json.write(this);
    }
}
