package studio.clearance.intake.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who pressed the button: a person, or a partner's portal.
 *
 * @param subject of the caller's token
 * @param email absent for a portal
 * @param locale BCP 47 language tag; absent for a portal, which speaks its partner's language
 */
public record Submitter(
        String subject,
        String name,
        @Nullable String email,
        @Nullable String locale) {

    public Submitter speaking(String partnersLocale) {
        return locale != null ? this : new Submitter(subject, name, email, partnersLocale);
    }
}
