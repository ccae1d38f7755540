package studio.clearance.intake.domain;

/** @param locale BCP 47 language tag */
public record StudioContact(String username, String name, String email, String locale) {}
