package studio.clearance.triage.persistence;

import java.time.Instant;

/** What became of a revision after it was triaged. */
public record Fate(RevisionKey revision, End end, Instant at) {

    public enum End {
        WITHDRAWN,
        GRANTED,
        DENIED,
        REVIEW_CLEARED,
        REVOKED,
        EXPIRED
    }
}
