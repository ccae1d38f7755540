package studio.clearance.triage.pages;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.persistence.Fate;
import studio.clearance.triage.policy.ClauseText;

/** The words people read for the names the system uses. */
final class Words {

    private Words() {}

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case CLEARED_NOTIFY -> "Cleared — tell your contact";
            case CONTACT_REVIEW -> "Contact looks first";
            case ESCALATE -> "Written approval needed";
        };
    }

    static String demand(Demand demand) {
        return switch (demand) {
            case NONE -> "Nothing";
            case ADVICE -> "Advice";
            case NOTIFY -> "Tell the contact";
            case JUDGE -> "Contact looks first";
            case CONSENT -> "Documented consent";
            case APPROVE -> "Written approval";
            case PROHIBIT -> "Not allowed unless shown";
        };
    }

    /** What a clause asks for, over all the situations it names. */
    static String demands(ClauseText clause) {
        List<String> demands = clause.limbs().stream()
                .map(ClauseText.LimbText::demand)
                .distinct()
                .map(Words::demand)
                .toList();
        return demands.isEmpty()
                ? "Background"
                : demands.getFirst()
                        + demands.stream()
                                .skip(1)
                                .map(demand -> " or " + demand.toLowerCase(Locale.ENGLISH))
                                .collect(Collectors.joining());
    }

    static String became(Fate.End end) {
        return switch (end) {
            case GRANTED -> "Granted";
            case DENIED -> "Denied";
            case REVIEW_CLEARED -> "Cleared by the contact";
            case WITHDRAWN -> "Withdrawn";
            case REVOKED -> "Granted, then revoked";
            case EXPIRED -> "Granted, now expired";
        };
    }

    static String count(long number, String one, String several) {
        return number(number) + " " + (number == 1 ? one : several);
    }

    static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    static String shortHash(String sha256) {
        return sha256.substring(0, 8) + "…" + sha256.substring(sha256.length() - 5);
    }
}
