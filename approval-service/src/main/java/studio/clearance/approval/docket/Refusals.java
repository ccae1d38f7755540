package studio.clearance.approval.docket;

import java.util.List;
import studio.clearance.approval.domain.Rule;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;

/** The one place where a broken rule becomes a problem document. Its type ends with the rule's name. */
public final class Refusals {

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private Refusals() {}

    public static Problem problem(Rule rule, String because) {
        return switch (rule) {
            case DECIDER_IS_NOT_THE_SUBMITTER,
                    REVIEWER_MAY_FILL_THE_SLOT,
                    NOBODY_SIGNS_TWICE,
                    ASSIGNER_IS_A_COLLEAGUE,
                    DELEGATION_IS_IN_FORCE -> of(FORBIDDEN, rule, "You may not do this", because);
            case CASE_IS_OPEN,
                    ACTION_FITS_THE_STATE,
                    SLOT_IS_UNCLAIMED,
                    DECIDER_HOLDS_THE_SLOT,
                    SLOT_IS_DECIDED_ONCE,
                    APPROVAL_IS_LIVING -> of(CONFLICT, rule, "It does not stand as this needs it", because);
            case DECISION_IS_ON_WHAT_WAS_SEEN -> of(412, rule, "It has changed since you read it", because);
            case CASE_ASKS_FOR_THE_SIGNATURE -> at("/slot", rule, because);
            case ACTION_FITS_THE_LANE -> at("/decision", rule, because);
            case SCOPE_IS_STATED -> at("/scope", rule, because);
            case TERMS_FIT_THE_LETTER -> at("/conditions", rule, because);
            case EXPIRY_IS_AHEAD, EXPIRY_IS_WITHIN_THREE_YEARS -> at("/expiresAt", rule, because);
            case REASONS_ARE_GIVEN -> at("/reasons", rule, because);
            case CONSENTS_ARE_LIVE, CONSENT_FITS_THE_PRODUCTION -> at("/consents", rule, because);
        };
    }

    private static Problem at(String pointer, Rule rule, String because) {
        return of(UNPROCESSABLE, rule, "The content breaks a rule", because)
                .with("errors", List.of(new FieldError(pointer, because)));
    }

    private static Problem of(int status, Rule rule, String title, String because) {
        return Problem.of(status, rule.slug(), title, because);
    }
}
