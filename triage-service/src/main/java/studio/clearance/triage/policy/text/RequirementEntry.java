package studio.clearance.triage.policy.text;

import java.util.List;

/** Something the record must show, and when. */
public record RequirementEntry(String id, String says, List<String> restsOn, Expression when, int line) {}
