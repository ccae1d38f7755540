package studio.clearance.kit.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as the verified token says.
 *
 * @param subject the identity provider's permanent name of the caller ({@code sub})
 * @param username the readable name ({@code preferred_username})
 * @param partnerId the tenant, for a partner's machine client or person; null for the studio's people
 */
public record Caller(
        String subject,
        String username,
        String name,
        @Nullable String email,
        Locale locale,
        Set<String> roles,
        @Nullable String partnerId) {

    public boolean is(String role) {
        return roles.contains(role);
    }

    /** The tenant of a caller whom the endpoint admits only as a partner. */
    public String partner() {
        if (partnerId == null) {
            throw Problem.forbidden("Your token names no partner (claim partner_id)");
        }
        return partnerId;
    }
}
