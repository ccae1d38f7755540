package studio.clearance.notification.telling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.domain.Recipient;
import studio.clearance.notification.domain.Recipients;
import studio.clearance.notification.persistence.Notifications;

/** What we read of a submission: whom to tell, in which language, and what the use case is called. */
record UseCaseSubmitted(
        UUID useCaseId,
        String reference,
        int revision,
        String title,
        Partner partner,
        Production production,
        Person submittedBy,
        Person studioContact) {

    UseCaseSubmitted {
        Objects.requireNonNull(useCaseId, "useCaseId");
        Objects.requireNonNull(reference, "reference");
    }

    record Partner(String id, String name, String email, String locale) {}

    /** Of the production only what dates need; its title is nobody's business here. */
    record Production(String timeZone) {}

    /** @param email a portal has none */
    record Person(String name, @Nullable String email, String locale) {}

    Notifications.UseCase known() {
        return new Notifications.UseCase(
                useCaseId,
                reference,
                revision,
                title,
                partner.id(),
                partner.name(),
                production.timeZone(),
                Recipients.eachMailboxOnce(candidates()));
    }

    private List<Recipient> candidates() {
        List<Recipient> candidates = new ArrayList<>(3);
        add(candidates, Audience.SUBMITTER, submittedBy);
        add(candidates, Audience.PARTNER, new Person(partner.name(), partner.email(), partner.locale()));
        add(candidates, Audience.STUDIO_CONTACT, studioContact);
        return candidates;
    }

    private static void add(List<Recipient> candidates, Audience audience, Person person) {
        String email = person.email();
        if (email != null && !email.isBlank()) {
            candidates.add(
                    new Recipient(audience, person.name(), new MailAddress(email), Language.nearest(person.locale())));
        }
    }
}
