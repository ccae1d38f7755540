package studio.clearance.notification.egress;

import java.net.InetSocketAddress;
import studio.clearance.notification.domain.Answer;
import studio.clearance.notification.domain.EndpointUrl;

/** Whether and how a request may go out. */
public sealed interface Route {

    /** The connection is made to exactly this address, which was checked; the name is for TLS and the Host header alone. */
    record Pinned(EndpointUrl url, InetSocketAddress address) implements Route {}

    record Refused(Answer.Cause cause) implements Route {}
}
