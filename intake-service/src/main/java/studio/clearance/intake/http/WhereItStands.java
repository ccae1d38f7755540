package studio.clearance.intake.http;

import java.util.UUID;
import studio.clearance.intake.domain.Status;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.kit.Json;

/** Where a use case stands after the partner moved it. */
public record WhereItStands(UUID id, String reference, int revision, Status status) {

    public static WhereItStands of(UseCase useCase) {
        return new WhereItStands(
                useCase.id().value(),
                useCase.reference().toString(),
                useCase.revision(),
                useCase.standing().status());
    }

    public byte[] json() {
        return Json.write(this);
    }
}
