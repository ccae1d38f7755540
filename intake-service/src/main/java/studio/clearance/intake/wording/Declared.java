package studio.clearance.intake.wording;

import studio.clearance.intake.domain.ProductionId;

/** A submission as it was understood. */
public record Declared(ProductionId production, String title, Wording words) {}
