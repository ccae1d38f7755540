package studio.clearance.approval.docket;

import studio.clearance.approval.domain.Rule;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** What came of a motion. */
public sealed interface Answer {

    record Given(StoredResponse response) implements Answer {}

    record Refused(Problem problem) implements Answer {}

    static Answer refused(Rule rule, String because) {
        return new Refused(Refusals.problem(rule, because));
    }
}
