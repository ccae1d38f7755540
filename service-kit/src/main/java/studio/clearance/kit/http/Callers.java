package studio.clearance.kit.http;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. */
@ApplicationScoped
public class Callers {

    private final CurrentIdentityAssociation identities;

    public Callers(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * The caller, known by token or login.
     *
     * @throws Problem 401 when nobody is logged in
     */
    public Caller current() {
        SecurityIdentity identity = identities.getIdentity();
        if (identity.isAnonymous()) {
            throw Problem.unauthorized();
        }
        return of(identity);
    }

    /** Null when nobody is logged in. */
    public @Nullable Caller currentIfAny() {
        SecurityIdentity identity = identities.getIdentity();
        return identity.isAnonymous() ? null : of(identity);
    }

    private static Caller of(SecurityIdentity identity) {
        Principal principal = identity.getPrincipal();
        String subject = text(identity, "sub", principal.getName());
        String username = text(identity, "preferred_username", principal.getName());
        String locale = claim(identity, "locale");
        return new Caller(
                subject,
                username,
                text(identity, "name", username),
                claim(identity, "email"),
                locale == null ? Locale.ENGLISH : Locale.forLanguageTag(locale.replace('_', '-')),
                Set.copyOf(identity.getRoles()),
                claim(identity, "partner_id"));
    }

    private static String text(SecurityIdentity identity, String name, String otherwise) {
        String claim = claim(identity, name);
        return claim == null || claim.isBlank() ? otherwise : claim;
    }

    private static @Nullable String claim(SecurityIdentity identity, String name) {
        Object value = identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim(name) : null;
        if (value == null) {
            value = identity.getAttribute(name);
        }
        return value == null ? null : value.toString();
    }
}
