package studio.clearance.triage.policy.text;

/** A condition in CEL and the line it starts on. */
public record Expression(String cel, int line) {}
