package studio.clearance.triage.policy;

import java.util.List;
import studio.clearance.triage.domain.Outcome;

/**
 * How a worked case of the policy came out.
 *
 * @param clause the clause the case belongs to
 * @param differences what came out otherwise than the case expects; empty when it holds
 */
public record CaseResult(
        String clause, String name, Outcome expected, Outcome actual, List<String> differences, int line) {
    public boolean holds() {
        return differences.isEmpty();
    }
}
