package studio.clearance.approval.domain;

import java.time.Instant;

/**
 * What never changes about a written approval.
 *
 * @param file of the case it was granted in, with the exact revision it binds to
 */
public record ApprovalFile(
        ApprovalId id, LetterNumber number, CaseFile file, Instant effectiveFrom, Instant expiresAt) {}
