package studio.clearance.triage.persistence;

import java.time.Instant;
import java.util.UUID;

/**
 * A revision of a use case as it was declared.
 *
 * @param declaration the facts alone
 * @param submitted the data of the whole event; both as they came
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never copied
public record Submission(
        UUID useCaseId,
        int revision,
        String revisionHash,
        String reference,
        String partnerId,
        byte[] declaration,
        byte[] submitted,
        Instant receivedAt) {

    public RevisionKey key() {
        return new RevisionKey(useCaseId, revision);
    }
}
