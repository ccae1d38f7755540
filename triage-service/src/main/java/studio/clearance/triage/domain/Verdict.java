package studio.clearance.triage.domain;

import java.util.List;

/**
 * The short form of an assessment, for replays: the outcome and the clauses that hold it there.
 *
 * @param decidedBy ids of the clauses that alone demand this outcome, in the order of the policy
 */
public record Verdict(Outcome outcome, List<String> decidedBy) {}
