package studio.clearance.triage.policy.text;

import java.util.List;

/** Answers that cannot both be right. */
public record ContradictionEntry(List<String> facts, String says, Expression when, int line) {}
