package studio.clearance.intake.http;

import studio.clearance.intake.domain.Rule;
import studio.clearance.kit.http.Problem;

/** What the rules' refusals look like on the wire. */
public final class Refusals {

    private Refusals() {}

    public static Problem of(Rule rule) {
        return switch (rule) {
            case A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN ->
                Problem.of(409, "use-case-withdrawn", "The use case was withdrawn", rule.says());
            case A_REVISION_CHANGES_SOMETHING ->
                Problem.of(409, "revision-changes-nothing", "The revision changes nothing", rule.says());
            case ONLY_THE_OPEN_QUESTION_IS_ANSWERED ->
                Problem.of(409, "question-not-open", "The question is not open", rule.says());
            case A_USE_CASE_HAS_FIFTY_DOCUMENTS_AT_MOST ->
                Problem.of(409, "too-many-documents", "No more documents are taken", rule.says());
        };
    }

    /** The same words whether it does not exist or is another partner's: nobody learns which. */
    public static Problem noSuchUseCase() {
        return Problem.notFound("There is no use case with this id, or it is not yours to see.");
    }
}
