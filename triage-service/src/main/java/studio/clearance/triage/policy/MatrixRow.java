package studio.clearance.triage.policy;

import java.util.ArrayList;
import java.util.List;
import studio.clearance.triage.policy.text.ClauseEntry;
import studio.clearance.triage.policy.text.PolicyText;

/**
 * A row of the use-case matrix.
 *
 * @param clause id of the clause that is this row
 * @param mark what the guidance prints beside it
 */
public record MatrixRow(String clause, String heading, String says, ClauseEntry.Mark mark) {
    static List<MatrixRow> of(PolicyText text) {
        var rows = new ArrayList<MatrixRow>();
        for (ClauseEntry clause : text.clauses()) {
            if (clause.mark() != null) {
                rows.add(new MatrixRow(clause.id(), clause.heading(), clause.says(), clause.mark()));
            }
        }
        return rows;
    }
}
