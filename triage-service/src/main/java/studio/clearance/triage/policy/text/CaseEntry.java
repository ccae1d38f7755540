package studio.clearance.triage.policy.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;

/**
 * A worked case: a declaration and what a careful reader of the guidance makes of it.
 *
 * @param fires clauses that apply for certain
 * @param mayApply clauses that may apply, something being open
 * @param displaced clauses another one stands in for
 * @param without clauses that do not apply at all
 * @param requires requirements that are listed; a name with a leading "not " must not be
 */
public record CaseEntry(
        String name,
        Declaration declaration,
        Outcome outcome,
        List<Firing> fires,
        List<String> mayApply,
        List<String> displaced,
        List<String> without,
        List<String> requires,
        int line) {

    /**
     * A clause that applies for certain.
     *
     * @param demand what it then asks for, where the case says so
     */
    public record Firing(String clause, @Nullable Demand demand) {}
}
