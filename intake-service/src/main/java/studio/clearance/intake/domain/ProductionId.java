package studio.clearance.intake.domain;

import java.util.UUID;

public record ProductionId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
