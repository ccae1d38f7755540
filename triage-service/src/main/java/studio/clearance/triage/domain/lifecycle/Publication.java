package studio.clearance.triage.domain.lifecycle;

import java.time.Instant;

/**
 * The act that lets a version decide from a date on.
 *
 * @param changedOutcomes how many past outcomes the publisher confirmed to change
 * @param reReview which cases are decided again once it is in force
 */
public record Publication(
        String version,
        String sha256,
        Person author,
        Person publishedBy,
        Instant publishedAt,
        Instant effectiveFrom,
        long changedOutcomes,
        ReReview reReview) {

    /** The policy that comes with the software, on a system that has none. */
    public static Publication ofTheBundled(Edition edition, Instant now) {
        return new Publication(
                edition.version(), edition.sha256(), edition.author(), Person.INSTALLATION, now, now, 0, ReReview.NONE);
    }

    public boolean inForceAt(Instant moment) {
        return !effectiveFrom.isAfter(moment);
    }
}
