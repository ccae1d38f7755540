package studio.clearance.approval.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Slot;

/** The words people read for the names the system uses. */
final class Words {

    private static final Map<String, String> DEMANDS = Map.of(
            "NONE", "Nothing",
            "NOTIFY", "Tell the contact",
            "JUDGE", "Contact looks first",
            "APPROVE", "Written approval",
            "CONSENT", "Documented consent",
            "PROHIBIT", "Not allowed unless shown",
            "ADVICE", "Advice");

    private Words() {}

    static String lane(Lane lane) {
        return lane == Lane.LEGAL ? "Legal" : "Studio contact";
    }

    static String queue(@Nullable Lane lane) {
        return lane == null ? "Queue" : lane == Lane.LEGAL ? "Legal queue" : "Contact queue";
    }

    static String slot(Slot slot) {
        return switch (slot) {
            case CONTACT -> "Studio contact";
            case LEGAL -> "Legal";
            case LABOUR -> "Labour relations";
        };
    }

    /** "for legal", "for labour relations", "as studio contact". */
    static String forSlot(Slot slot) {
        return slot == Slot.CONTACT ? "as studio contact" : "for " + slot(slot).toLowerCase(Locale.ENGLISH);
    }

    static String outcome(String outcome) {
        return switch (outcome) {
            case "CLEARED_NOTIFY" -> "Cleared — tell your contact";
            case "CONTACT_REVIEW" -> "Contact looks first";
            case "ESCALATE" -> "Written approval needed";
            default -> outcome;
        };
    }

    /** A demand code, or several joined by comma, plus or blank: "Documented consent, written approval". */
    static String demand(@Nullable String demand) {
        if (demand == null || demand.isBlank()) {
            return "";
        }
        List<String> asked = Arrays.stream(demand.split("[,+|\\s]+"))
                .map(code -> code.replace("*", ""))
                .map(code -> DEMANDS.getOrDefault(code, code))
                .distinct()
                .toList();
        return Stream.concat(
                        asked.stream().limit(1), asked.stream().skip(1).map(words -> words.toLowerCase(Locale.ENGLISH)))
                .collect(Collectors.joining(", "));
    }

    /** Whether any of the codes asks for more than being told or advised. */
    static boolean demandsAnAct(@Nullable String demand) {
        return demand != null
                && List.of("JUDGE", "APPROVE", "CONSENT", "PROHIBIT").stream().anyMatch(demand::contains);
    }

    /** How a case stands, where that is more than being open. */
    static @Nullable Chip standing(CaseState state) {
        return switch (state) {
            case QUEUED, CLAIMED -> null;
            case INFORMATION_REQUESTED -> new Chip("Waiting for the partner", "", "pause");
            case GRANTED -> new Chip("Granted", "ok", "cleared");
            case CLEARED -> new Chip("Cleared by the contact", "ok", "cleared");
            case DENIED -> new Chip("Denied", "stop", "x");
            case WITHDRAWN -> new Chip("Withdrawn", "", "x");
            case SUPERSEDED -> new Chip("Replaced", "warn", "swap");
        };
    }

    static Chip approval(ApprovalState state) {
        return switch (state) {
            case IN_FORCE -> new Chip("In force", "ok", "cleared");
            case SUSPENDED -> new Chip("Suspended", "warn", "pause");
            case REVOKED -> new Chip("Revoked", "stop", "x");
            case EXPIRED -> new Chip("Expired", "warn", "clock");
            case SUPERSEDED -> new Chip("Replaced", "warn", "swap");
        };
    }

    /** How a requirement was met, as the letter says it. */
    static String met(String how) {
        return switch (how) {
            case "SHOWN" -> "Evidence was seen";
            case "DECLARED" -> "Declared by the partner";
            case "GRANTED_HERE" -> "Granted by this letter";
            case "BY_CONDITION" -> "A condition of this letter demands it";
            default -> how;
        };
    }

    static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    /** A small sign: words first, tone and icon beside them. */
    public record Chip(String text, String tone, String icon) {}
}
