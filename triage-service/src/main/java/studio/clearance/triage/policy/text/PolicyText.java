package studio.clearance.triage.policy.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is written.
 *
 * @param scope what the policy governs at all; null when it governs everything that is declared
 */
public record PolicyText(
        String id,
        String version,
        String title,
        @Nullable Expression scope,
        List<TermEntry> terms,
        List<ContradictionEntry> contradictions,
        List<ClauseEntry> clauses,
        List<RequirementEntry> requirements) {}
