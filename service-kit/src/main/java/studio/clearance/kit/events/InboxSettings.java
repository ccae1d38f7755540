package studio.clearance.kit.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code clearance.inbox.*} */
@ConfigMapping(prefix = "clearance.inbox")
public interface InboxSettings {

    /** The consumer's name in the inbox and on dead letters; the consumer group by another name. */
    @WithDefault("${quarkus.application.name:service}")
    String consumer();

    /** How long ids are kept. Longer than any redelivery: retention of the topics plus the longest outage. */
    @WithDefault("14d")
    Duration retention();

    /** First and longest pause before a batch is tried again that failed for want of infrastructure. */
    @WithDefault("200ms")
    Duration firstPause();

    @WithDefault("5s")
    Duration longestPause();
}
