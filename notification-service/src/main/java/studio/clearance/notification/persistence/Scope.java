package studio.clearance.notification.persistence;

import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;

/**
 * Whose rows a caller reaches. Part of every query that serves a caller, so that what belongs to others is not found.
 *
 * @param partnerId null for the studio's people, who reach all
 */
public record Scope(@Nullable String partnerId) {

    /** A token with the role partner reaches one partner, whatever other roles it has. */
    public static Scope of(Caller caller) {
        boolean partner = caller.is("partner") || caller.partnerId() != null;
        return new Scope(partner ? caller.partner() : null);
    }
}
