package studio.clearance.triage.policy.evaluation;

import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.policy.evaluation.Rulebook.Clause;
import studio.clearance.triage.policy.evaluation.Rulebook.Displacement;
import studio.clearance.triage.policy.evaluation.Rulebook.Limb;

/**
 * A limb of a clause that applies or may apply, in one step or in the use as a whole.
 *
 * @param step index of the step, or {@link Boards#WHOLE}
 * @param certain whether it applies for certain
 * @param demand what it asks for after its own exceptions
 * @param displacement what would stand in for it in this situation
 * @param defeated whether another trigger keeps that from standing in
 */
public record Hit(
        Clause clause,
        Limb limb,
        int step,
        boolean certain,
        Demand demand,
        @Nullable Displacement displacement,
        boolean defeated) {

    /** What stands in for it, if anything does. */
    public @Nullable Displacement displacedBy() {
        return defeated ? null : displacement;
    }

    /** What is left of the demand. */
    public Demand remaining() {
        Displacement standing = displacedBy();
        return standing == null || standing.leaves().compareTo(demand) > 0 ? demand : standing.leaves();
    }

    /** The outcome it asks for: an uncertain trigger sends nobody further than to the contact. */
    public Outcome outcome() {
        Outcome asked = remaining().outcome();
        return certain || asked.isLowerThan(Outcome.CONTACT_REVIEW) ? asked : Outcome.CONTACT_REVIEW;
    }

    Hit undisplaced() {
        return displacement == null ? this : new Hit(clause, limb, step, certain, demand, displacement, true);
    }

    /** Whether it is the more telling of two hits of one clause. */
    boolean outweighs(Hit other) {
        int byOutcome = outcome().compareTo(other.outcome());
        if (byOutcome != 0) {
            return byOutcome > 0;
        }
        if (certain != other.certain) {
            return certain;
        }
        return (displacedBy() == null) != (other.displacedBy() == null)
                ? displacedBy() == null
                : demand.compareTo(other.demand) > 0;
    }
}
