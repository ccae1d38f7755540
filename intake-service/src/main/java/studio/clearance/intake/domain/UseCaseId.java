package studio.clearance.intake.domain;

import java.util.UUID;

/** Time-ordered (UUID version 7), so that ids sort by the time of the first declaration. */
public record UseCaseId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
