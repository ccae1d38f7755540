package studio.clearance.intake.domain;

/**
 * @param locale BCP 47 language tag
 * @param timeZone IANA name
 */
public record Production(ProductionId id, String title, String locale, String timeZone, StudioContact contact) {}
