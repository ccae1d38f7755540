package studio.clearance.approval.domain;

import java.util.Locale;

/** The rules that refuse an action. Each reads as what must hold. */
public enum Rule {
    CASE_IS_OPEN,
    ACTION_FITS_THE_STATE,
    DECIDER_IS_NOT_THE_SUBMITTER,
    REVIEWER_MAY_FILL_THE_SLOT,
    CASE_ASKS_FOR_THE_SIGNATURE,
    SLOT_IS_UNCLAIMED,
    DECIDER_HOLDS_THE_SLOT,
    SLOT_IS_DECIDED_ONCE,
    NOBODY_SIGNS_TWICE,
    ACTION_FITS_THE_LANE,
    SCOPE_IS_STATED,
    TERMS_FIT_THE_LETTER,
    EXPIRY_IS_AHEAD,
    EXPIRY_IS_WITHIN_THREE_YEARS,
    REASONS_ARE_GIVEN,
    CONSENTS_ARE_LIVE,
    CONSENT_FITS_THE_PRODUCTION,
    ASSIGNER_IS_A_COLLEAGUE,
    DECISION_IS_ON_WHAT_WAS_SEEN,
    APPROVAL_IS_LIVING,
    DELEGATION_IS_IN_FORCE;

    /** The rule's name in addresses: {@code decider-is-not-the-submitter}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
