package studio.clearance.intake.messaging;

import java.time.Instant;
import java.util.UUID;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.kit.Json;

/** The partner answered a reviewer's question. */
public record InformationProvided(
        UUID useCaseId, int revision, UUID informationRequestId, String answer, By providedBy, Instant providedAt) {

    public static final String NAME = "InformationProvided";
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
