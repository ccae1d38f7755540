package studio.clearance.triage.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.policy.text.CaseEntry;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.PolicyText;
import studio.clearance.triage.policy.text.RequirementEntry;

/**
 * A clause as people read it.
 *
 * @param operative whether it decides anything; a clause that does not is background
 * @param citation where it stands in the guidance
 * @param limbs what it applies to and asks for, each with its exceptions
 * @param requirements ids of the requirements that rest on it
 * @param cases names of its worked cases
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

    /**
     * A condition, the demand it carries and the exceptions to it, as written in the policy.
     *
     * @param when null for a clause that always applies
     */
    public record LimbText(@Nullable String when, Demand demand, List<ExceptionText> unless) {}

    public record ExceptionText(String when, Demand leaves, String says) {}

    public record DisplacementText(List<String> clauses, String when, Demand leaves, String says) {}

    static List<ClauseText> of(PolicyText text) {
        return text.clauses().stream().map(clause -> of(clause, text)).toList();
    }

    private static ClauseText of(ClauseEntry clause, PolicyText text) {
        return new ClauseText(
                clause.id(),
                clause.operative(),
                clause.section(),
                clause.heading(),
                clause.citation(),
                clause.says(),
                clause.limbs().stream()
                        .map(limb -> new LimbText(
                                limb.when() == null ? null : limb.when().cel(),
                                limb.demand(),
                                limb.unless().stream()
                                        .map(exception -> new ExceptionText(
                                                exception.when().cel(), exception.leaves(), exception.says()))
                                        .toList()))
                        .toList(),
                clause.displaces().stream()
                        .map(displacement -> new DisplacementText(
                                displacement.clauses(),
                                displacement.where().cel(),
                                displacement.leaves(),
                                displacement.says()))
                        .toList(),
                text.requirements().stream()
                        .filter(requirement -> requirement.restsOn().contains(clause.id()))
                        .map(RequirementEntry::id)
                        .toList(),
                clause.cases().stream().map(CaseEntry::name).toList());
    }
}
