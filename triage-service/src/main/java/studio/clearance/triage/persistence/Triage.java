package studio.clearance.triage.persistence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Certainty;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.PolicyIdentity;

/**
 * A decision on a revision, pinned to the policy text and the evaluator that made it.
 *
 * @param clauses ids of the clauses that fired for certain, displaced ones included
 * @param assessment its canonical JSON
 * @param replaces the decision of the same revision that no longer holds
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never copied
public record Triage(
        UUID id,
        RevisionKey revision,
        PolicyIdentity policy,
        Outcome outcome,
        List<String> clauses,
        byte[] assessment,
        @Nullable UUID replaces,
        Instant decidedAt) {

    public static Triage of(
            UUID id, RevisionKey revision, Assessment assessment, @Nullable UUID replaces, Instant decidedAt) {
        return new Triage(
                id,
                revision,
                assessment.policy(),
                assessment.outcome(),
                assessment.clauses().stream()
                        .filter(clause -> clause.certainty() == Certainty.FIRED)
                        .map(Assessment.ClauseFinding::id)
                        .distinct()
                        .toList(),
                assessment.json(),
                replaces,
                decidedAt);
    }

    public Reason reason() {
        return replaces == null ? Reason.SUBMITTED : Reason.POLICY_CHANGED;
    }

    /** Why a decision was made. */
    public enum Reason {
        SUBMITTED,
        POLICY_CHANGED
    }
}
