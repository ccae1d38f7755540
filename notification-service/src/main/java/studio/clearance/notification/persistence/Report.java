package studio.clearance.notification.persistence;

import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Channel;
import studio.clearance.notification.domain.Verdict;

/**
 * What came of one attempt.
 *
 * @param endpoint what it says about the endpoint's health; null where it says nothing new, for mails above all
 */
public record Report(
        Claimed delivery,
        Channel channel,
        Verdict verdict,
        Attempt attempt,
        @Nullable EndpointAnswer endpoint) {}
