package studio.clearance.notification.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;
import studio.clearance.notification.domain.Answer;
import studio.clearance.notification.domain.EndpointUrl;
import studio.clearance.notification.domain.EventFilter;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.egress.Egress;
import studio.clearance.notification.egress.Route;

/** Whether what a partner entered can work. Its address is checked again before every delivery. */
@ApplicationScoped
class EndpointChecks {

    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    private static final int LONGEST_DESCRIPTION = 200;

    private final Egress egress;

    EndpointChecks(Egress egress) {
        this.egress = egress;
    }

    /** Waits for name servers; for virtual threads. What is null is not checked. */
    List<FieldError> errors(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<String> events,
            @Nullable String noticeEmail) {
        List<FieldError> errors = new ArrayList<>();
        if (url != null) {
            String wrong = wrongWith(url);
            if (wrong != null) {
                errors.add(new FieldError("/url", wrong));
            }
        }
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            errors.add(new FieldError("/description", "Keep it within " + LONGEST_DESCRIPTION + " characters."));
        }
        if (events != null) {
            if (events.isEmpty()) {
                errors.add(new FieldError("/events", "Name at least one event, or * for all."));
            }
            for (String unknown : new EventFilter(events).unknown()) {
                errors.add(new FieldError(
                        "/events",
                        "There is no event " + unknown + ". There are " + String.join(", ", EventFilter.names())));
            }
        }
        if (noticeEmail != null && !noticeEmail.isEmpty() && !new MailAddress(noticeEmail).isUsable()) {
            errors.add(new FieldError("/noticeEmail", "This is not a mail address."));
        }
        return errors;
    }

    static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private @Nullable String wrongWith(String text) {
        EndpointUrl url;
        try {
            url = EndpointUrl.of(text);
        } catch (EndpointUrl.Unusable unusable) {
            return unusable.getMessage();
        }
        try {
            return switch (egress.to(url, LOOK_UP)) {
                case Route.Pinned pinned -> null;
                case Route.Refused(Answer.Cause cause) ->
                    switch (cause) {
                        case NAME_NOT_FOUND ->
                            "The host name leads nowhere. Webhooks go to addresses of the public internet.";
                        case PLAIN_HTTP_REFUSED -> "The address begins with https://.";
                        case TIMEOUT -> "The host name could not be looked up. Try again later.";
                        default -> "Webhooks are not sent to this network.";
                    };
            };
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
