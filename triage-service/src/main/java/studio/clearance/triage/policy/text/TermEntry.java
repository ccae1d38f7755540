package studio.clearance.triage.policy.text;

/** A word the policy defines once and uses in its conditions. */
public record TermEntry(String name, String says, Expression means, int line) {}
