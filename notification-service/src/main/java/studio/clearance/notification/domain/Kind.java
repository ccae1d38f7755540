package studio.clearance.notification.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What people and machines are told about: each kind has words of its own in every language. */
public enum Kind {
    CLEARED("Triaged", "use_case.triaged"),
    CONTACT_LOOKS_FIRST("Triaged", "use_case.triaged"),
    WRITTEN_APPROVAL_NEEDED("Triaged", "use_case.triaged"),
    HANDED_TO_LEGAL("ReviewEscalated", "review.escalated"),
    REVIEW_CLEARED("ReviewCleared", "review.cleared"),
    INFORMATION_REQUESTED("InformationRequested", "information.requested"),
    GRANTED("ApprovalGranted", "approval.granted"),
    DENIED("ApprovalDenied", "approval.denied"),
    SUSPENDED("ApprovalSuspended", "approval.suspended"),
    REINSTATED("ApprovalReinstated", "approval.reinstated"),
    SUPERSEDED("ApprovalSuperseded", "approval.superseded"),
    REVOKED("ApprovalRevoked", "approval.revoked"),
    EXPIRED("ApprovalExpired", "approval.expired"),
    /** Asked for by the owner of an endpoint, and sent to that endpoint alone. */
    PING("Ping", "ping"),
    /** To the owner of an endpoint, by mail alone. */
    ENDPOINT_FAILING("EndpointFailing", ""),
    ENDPOINT_SWITCHED_OFF("EndpointSwitchedOff", ""),
    ENDPOINT_GONE("EndpointGone", "");

    private final String event;
    private final String webhookType;

    Kind(String event, String webhookType) {
        this.event = event;
        this.webhookType = webhookType;
    }

    /** The name of the event that this is told of. */
    public String event() {
        return event;
    }

    /** The {@code type} of its webhook; empty where no webhook tells it. */
    public Optional<String> webhookType() {
        return webhookType.isEmpty() ? Optional.empty() : Optional.of(webhookType);
    }

    /** Every type that an endpoint can ask for. A ping cannot be filtered away. */
    public static List<String> webhookTypes() {
        return Arrays.stream(values())
                .filter(kind -> kind != PING)
                .flatMap(kind -> kind.webhookType().stream())
                .distinct()
                .toList();
    }
}
