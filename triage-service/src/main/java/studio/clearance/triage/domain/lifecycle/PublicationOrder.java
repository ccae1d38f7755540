package studio.clearance.triage.domain.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the publisher wants.
 *
 * @param takesOverFrom the text that would decide at {@code effectiveFrom} without this publication
 * @param confirmedChanges the number of changed outcomes that the publisher has seen and means, if stated
 */
public record PublicationOrder(
        Person publisher,
        Instant now,
        Instant effectiveFrom,
        String takesOverFrom,
        @Nullable Long confirmedChanges,
        ReReview reReview) {}
