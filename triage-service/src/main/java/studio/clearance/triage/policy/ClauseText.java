package studio.clearance.triage.policy;

import java.util.List;
import studio.clearance.triage.domain.Demand;

/**
 * A clause as people read it.
 *
 * @param operative whether it decides anything; a clause that does not is background
 * @param citation where it stands in the guidance
 * @param limbs what it applies to and asks for, each with its exceptions
 * @param requirements ids of the requirements that rest on it
 */
public record ClauseText(
        String id,
        boolean operative,
        String section,
        String heading,
        String citation,
        String says,
        List<LimbText> limbs,
        List<DisplacementText> displaces,
        List<String> requirements,
        List<String> cases) {

    /** A condition, the demand it carries and the exceptions to it, as written in the policy. */
    public record LimbText(String when, Demand demand, List<ExceptionText> unless) {}

    public record ExceptionText(String when, Demand leaves, String says) {}

    public record DisplacementText(List<String> clauses, String when, Demand leaves, String says) {}
}
