package studio.clearance.approval.docket;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.ConsentId;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;

/**
 * What someone asks of one case. Heard on whichever thread leads the batch, so it carries all it needs of its caller, the
 * current trace included. It may be heard more than once when a batch fails and is tried in smaller parts.
 */
public abstract class Motion {

    private final CaseId caseId;
    private final Viewer viewer;
    private final Context context = Context.current();

    protected Motion(CaseId caseId, Viewer viewer) {
        this.caseId = caseId;
        this.viewer = viewer;
    }

    public final CaseId caseId() {
        return caseId;
    }

    final Viewer viewer() {
        return viewer;
    }

    final Context context() {
        return context;
    }

    /** @param on the case as it stands when the motion is heard */
    protected abstract CaseAction action(ReviewCase on);

    /** What the caller gets, of the case as it stands afterwards. */
    protected abstract StoredResponse answer(StoredCase now);

    /** The version the caller has seen, if the action binds to it. */
    protected OptionalLong ifVersion() {
        return OptionalLong.empty();
    }

    protected Optional<IdempotencyKeys.Request> key() {
        return Optional.empty();
    }

    /** Whether it wants to read what the case was opened on. */
    protected boolean needsPapers() {
        return false;
    }

    /** The consents it would rest on; they stay as they are until the transaction ends. */
    protected List<ConsentId> consents() {
        return List.of();
    }

    /** A reason against it that lies outside the case. */
    protected Optional<Ruling.Refused> objection(Hearing hearing) {
        return Optional.empty();
    }

    /** Does what follows from the action, beyond the state of the case. Returns the case as it stands then. */
    protected StoredCase carryOut(Ruling.Taken taken, StoredCase now, Hearing hearing) {
        return now;
    }
}
