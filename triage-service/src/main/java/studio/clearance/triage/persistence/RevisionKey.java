package studio.clearance.triage.persistence;

import java.util.UUID;

public record RevisionKey(UUID useCaseId, int revision) {}
