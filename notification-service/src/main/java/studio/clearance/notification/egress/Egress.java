package studio.clearance.notification.egress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.AddressRules;
import studio.clearance.notification.domain.Answer;
import studio.clearance.notification.domain.Cidr;
import studio.clearance.notification.domain.EndpointUrl;

/**
 * Decides, for each single request, whether it may go where its address leads at this moment. The answer names the address to
 * connect to, so that a name that leads elsewhere a moment later (DNS rebinding) changes nothing.
 */
@ApplicationScoped
public class Egress {

    private final AddressRules rules;
    private final HostAddresses addresses;

    @Inject
    Egress(Settings settings, HostAddresses addresses) {
        this(
                new AddressRules(settings.webhooks().allow().orElse(List.of()).stream()
                        .map(Cidr::of)
                        .toList()),
                addresses);
    }

    Egress(AddressRules rules, HostAddresses addresses) {
        this.rules = rules;
        this.addresses = addresses;
    }

    /** May be called from virtual threads only: it waits for name servers, at most for the given time. */
    public Route to(EndpointUrl url, Duration patience) throws InterruptedException {
        List<InetAddress> found;
        try {
            found = addresses.of(url.host()).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new Route.Refused(Answer.Cause.TIMEOUT);
        } catch (ExecutionException unknown) {
            return new Route.Refused(Answer.Cause.NAME_NOT_FOUND);
        }
        if (found.isEmpty()) {
            return new Route.Refused(Answer.Cause.NAME_NOT_FOUND);
        }
        // All of them: a name with one good and one bad address is an attempt, or a mistake that would work every other
        // time.
        if (!found.stream().allMatch(rules::permits)) {
            return new Route.Refused(Answer.Cause.ADDRESS_REFUSED);
        }
        if (!url.isEncrypted() && !found.stream().allMatch(rules::isAllowed)) {
            return new Route.Refused(Answer.Cause.PLAIN_HTTP_REFUSED);
        }
        return new Route.Pinned(url, new InetSocketAddress(preferred(found), url.port()));
    }

    /** IPv4 where there is a choice: not every network we run in has IPv6. */
    private static InetAddress preferred(List<InetAddress> found) {
        return found.stream().filter(Inet4Address.class::isInstance).findFirst().orElse(found.getFirst());
    }
}
