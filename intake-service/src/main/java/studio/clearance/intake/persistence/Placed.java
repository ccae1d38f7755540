package studio.clearance.intake.persistence;

import studio.clearance.intake.domain.Partner;
import studio.clearance.intake.domain.Production;
import studio.clearance.intake.domain.Reference;

/** What the database adds to a declared use: its number, and who it is between. */
public record Placed(Reference reference, Partner partner, Production production) {}
