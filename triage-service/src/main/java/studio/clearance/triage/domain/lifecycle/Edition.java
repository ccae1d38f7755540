package studio.clearance.triage.domain.lifecycle;

import java.time.Instant;

/**
 * The text of a version as its author last saved it.
 *
 * @param number counts what happens to the version, from 1: its entity tag
 * @param sha256 of the text, in hex: what the text is addressed by
 */
public record Edition(
        String version,
        int number,
        String policyId,
        String sha256,
        Person author,
        String note,
        Instant createdAt,
        Instant editedAt) {

    /** The same text after something else has happened to the version. */
    Edition next() {
        return new Edition(version, number + 1, policyId, sha256, author, note, createdAt, editedAt);
    }

    Edition next(String policyId, String sha256, String note, Instant now) {
        return new Edition(version, number + 1, policyId, sha256, author, note, createdAt, now);
    }
}
