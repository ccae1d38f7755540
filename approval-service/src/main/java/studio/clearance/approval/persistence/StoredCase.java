package studio.clearance.approval.persistence;

import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.ReviewCase;

/**
 * A case as it was read and locked.
 *
 * @param version rises with every change but a comment or a reminder; the case's entity tag
 * @param answered whether the partner has answered the last question
 * @param useCaseHasApproval whether a written approval of the use case lived when this was read
 */
public record StoredCase(
        ReviewCase reviewCase, int version, AuditChain chain, boolean answered, boolean useCaseHasApproval) {}
