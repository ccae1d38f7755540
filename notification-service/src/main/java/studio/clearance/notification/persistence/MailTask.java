package studio.clearance.notification.persistence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.domain.Telling;

/** A mail that is claimed and to be sent now. */
public record MailTask(
        Claimed claimed, Audience audience, String name, MailAddress address, Language language, Content content) {

    /**
     * What the mail is about; without a use case it is about an endpoint.
     *
     * @param title of the use case
     */
    public record Content(
            @Nullable UUID useCaseId,
            @Nullable String reference,
            int revision,
            @Nullable String title,
            @Nullable String partnerName,
            @Nullable String timeZone,
            Telling telling) {}
}
