package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.List;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.policy.text.CaseEntry;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.PolicyText;

/**
 * A worked case as a declaration to look at.
 *
 * @param id of the clause it belongs to and its place there, such as {@code MX-2.1}
 */
public record Example(String id, String section, String name, Declaration declaration) {

    static List<Example> of(PolicyText text) {
        var examples = new ArrayList<Example>();
        for (ClauseEntry clause : text.clauses()) {
            int place = 1;
            for (CaseEntry entry : clause.cases()) {
                examples.add(
                        new Example(clause.id() + "." + place++, clause.section(), entry.name(), entry.declaration()));
            }
        }
        return examples;
    }
}
