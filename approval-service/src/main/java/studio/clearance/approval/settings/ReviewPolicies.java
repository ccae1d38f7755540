package studio.clearance.approval.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.SlotPolicy;

/** How cases are opened in this house. */
@ApplicationScoped
public class ReviewPolicies {

    private final SlotPolicy slots;
    private final Map<Lane, Map<Outcome, Duration>> targets;
    private final Duration otherwise;

    public ReviewPolicies(ApprovalSettings settings) {
        this.slots = new SlotPolicy(settings.review().labourClauses());
        this.targets = settings.sla().targets();
        this.otherwise = settings.sla().target();
    }

    public SlotPolicy slots() {
        return slots;
    }

    /** The business time a review may take. */
    public Duration target(Lane lane, Outcome outcome) {
        return targets.getOrDefault(lane, Map.of()).getOrDefault(outcome, otherwise);
    }
}
