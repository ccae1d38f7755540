package studio.clearance.approval.pages;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Face;
import studio.clearance.kit.pages.Page;

/**
 * Who looks at the page. Nobody (no log-in) is a reader too, without a person.
 *
 * @param subject of the token; empty for nobody
 */
record Reader(String subject, String username, @Nullable Face person, Set<String> roles) {

    private static final List<String> STUDIO_ROLES =
            List.of("legal-reviewer", "labour-reviewer", "contact", "policy-owner", "auditor", "admin");

    static Reader nobody() {
        return new Reader("", "", null, Set.of());
    }

    static Reader of(String subject, String username, String name, Set<String> roles) {
        return new Reader(subject, username, Face.of(name, roles), roles);
    }

    Page page(String title, String section) {
        return Page.of(title, section, person, worksForPartner());
    }

    boolean is(String role) {
        return roles.contains(role);
    }

    boolean isNobody() {
        return person == null;
    }

    /** Whether the reviewers' pages are closed to them: they work for a partner, not for the studio. */
    boolean worksForPartner() {
        return !isNobody() && STUDIO_ROLES.stream().noneMatch(roles::contains);
    }

    boolean mayWatchTheQueue() {
        return List.of("legal-reviewer", "labour-reviewer", "contact", "auditor", "admin").stream()
                .anyMatch(roles::contains);
    }
}
