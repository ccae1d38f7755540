package studio.clearance.intake.productions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.http.PageOf;
import studio.clearance.intake.http.Sight;

@Entity
@Table(name = "production")
class RegisteredProduction extends PanacheEntityBase {

    @Id
    UUID id;

    String title;
    String locale;

    @Column(name = "time_zone")
    String timeZone;

    @Embedded
    Contact contact;

    @Version
    int version;

    @Column(name = "registered_at", updatable = false)
    Instant registeredAt;

    @Embeddable
    static class Contact {

        @Column(name = "contact_username")
        String username;

        @Column(name = "contact_name")
        String name;

        @Column(name = "contact_email")
        String email;

        @Column(name = "contact_locale")
        String locale;
    }

    static Uni<List<RegisteredProduction>> seenBy(Sight sight, PageOf page) {
        List<Object> parameters = new ArrayList<>();
        String query = seen(sight, parameters);
        if (page.after() != null) {
            parameters.add(page.after());
            query += " and p.id < ?" + parameters.size();
        }
        return RegisteredProduction.<RegisteredProduction>find(
                        "from RegisteredProduction p where " + query + " order by p.id desc", parameters.toArray())
                .page(0, page.toFetch())
                .list();
    }

    /** Null when there is none, or none that the caller sees. */
    static Uni<@Nullable RegisteredProduction> seenBy(Sight sight, UUID id) {
        List<Object> parameters = new ArrayList<>();
        String query = seen(sight, parameters);
        parameters.add(id);
        return RegisteredProduction.<RegisteredProduction>find(
                        "from RegisteredProduction p where " + query + " and p.id = ?" + parameters.size(),
                        parameters.toArray())
                .firstResult();
    }

    private static String seen(Sight sight, List<Object> parameters) {
        return switch (sight) {
            case Sight.Everything all -> "1 = 1";
            case Sight.Contacts theirs -> {
                parameters.add(theirs.username());
                yield "p.contact.username = ?1";
            }
            case Sight.Partners its -> {
                parameters.add(its.partner().value());
                yield "exists (from Membership m where m.productionId = p.id and m.partnerId = ?1 and m.leftAt is null)";
            }
        };
    }
}
