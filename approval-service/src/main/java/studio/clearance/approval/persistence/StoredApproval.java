package studio.clearance.approval.persistence;

import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Approval;

/**
 * A written approval as it was read and locked together with its case.
 *
 * @param upheldRevision the newest revision it was found to hold for, after the one it was granted on
 */
public record StoredApproval(
        Approval approval, StoredCase grantedIn, @Nullable Integer upheldRevision) {}
