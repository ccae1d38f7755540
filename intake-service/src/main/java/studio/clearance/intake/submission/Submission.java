package studio.clearance.intake.submission;

import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** What came of one submission among those that shared a transaction. */
sealed interface Submission {

    record Answered(StoredResponse response) implements Submission {}

    record Refused(Problem problem) implements Submission {}
}
