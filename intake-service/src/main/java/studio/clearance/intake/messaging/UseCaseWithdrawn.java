package studio.clearance.intake.messaging;

import java.time.Instant;
import java.util.UUID;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.kit.Json;

/** The partner no longer wants the use. */
public record UseCaseWithdrawn(UUID useCaseId, int revision, By withdrawnBy, String reason, Instant withdrawnAt) {

    public static final String NAME = "UseCaseWithdrawn";
    public static final int VERSION = 1;

    public record By(String subject, String name) {

        public static By of(Submitter submitter) {
            return new By(submitter.subject(), submitter.name());
        }
    }

    public byte[] json() {
        return Json.write(this);
    }
}
