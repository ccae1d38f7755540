package studio.clearance.approval.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;

/**
 * A line of the queue.
 *
 * @param reopened a new revision put the use before the reviewers again
 * @param answered the partner has answered the last question
 */
public record QueuedCase(
        UUID id,
        UUID useCaseId,
        String reference,
        int revision,
        String title,
        Lane lane,
        CaseState state,
        Outcome outcome,
        List<String> clauses,
        Named partner,
        Named production,
        List<SignOffView> signOffs,
        ClockView clock,
        boolean reopened,
        boolean answered,
        Instant openedAt) {

    /** A partner or a production: its identifier and what people call it. */
    public record Named(String id, @Nullable String name) {}
}
