package studio.clearance.intake.domain;

/**
 * A company that works for the studio.
 *
 * @param email where the company wants to be written to
 * @param locale BCP 47 language tag
 */
public record Partner(PartnerId id, String name, String email, String locale) {}
