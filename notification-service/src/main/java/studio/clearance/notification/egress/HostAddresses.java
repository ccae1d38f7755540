package studio.clearance.notification.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where a host name leads at this moment. */
@FunctionalInterface
public interface HostAddresses {

    /** Every address of the host; fails with {@link java.net.UnknownHostException} when there is none. */
    CompletionStage<List<InetAddress>> of(String host);
}
