package studio.clearance.triage.policy.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.Demand;

/**
 * A clause of the guidance.
 *
 * @param operative whether it decides anything; one that does not is background and has no limbs
 * @param mark what the use-case matrix prints beside it, for a clause that is one of its rows
 * @param row when a declaration falls into that row, where this differs from when the clause applies
 * @param onlyIfCertain whether it says nothing at all while it is uncertain, as a permission does
 */
public record ClauseEntry(
        String id,
        boolean operative,
        String section,
        String heading,
        String citation,
        String says,
        @Nullable Mark mark,
        @Nullable Expression row,
        boolean onlyIfCertain,
        List<LimbEntry> limbs,
        List<DisplacementEntry> displaces,
        List<CaseEntry> cases,
        int line) {

    /** The signs of the use-case matrix. */
    public enum Mark {
        ALLOWED,
        JUDGEMENT,
        STOP
    }

    /**
     * A situation the clause names, what it asks for there, and the conditions that release from it.
     *
     * @param when null for a clause that always applies
     */
    public record LimbEntry(@Nullable Expression when, Demand demand, List<ExceptionEntry> unless, int line) {}

    /**
     * A condition that releases from the demand, and what it leaves of it. It counts only when it is certain.
     *
     * @param by the clause that grants it, if it has a number of its own
     */
    public record ExceptionEntry(
            Expression when, Demand leaves, @Nullable String by, String says, int line) {}

    /**
     * A harder clause that this one stands in for, in the exact situation described.
     *
     * @param unsureIsForTheContact what an uncertain situation means: true, that the contact looks; false, that nothing is displaced
     */
    public record DisplacementEntry(
            List<String> clauses,
            Expression where,
            Demand leaves,
            boolean unsureIsForTheContact,
            String says,
            int line) {}
}
