package studio.clearance.approval.pages;

import jakarta.enterprise.context.ApplicationScoped;
import studio.clearance.kit.Json;

/** The words for facts and requirements, read once. */
@ApplicationScoped
class PlainWords {

    private final Facts facts = Facts.load(Json.MAPPER);
    private final Requirements requirements = Requirements.load(Json.MAPPER);

    Facts facts() {
        return facts;
    }

    Requirements requirements() {
        return requirements;
    }
}
