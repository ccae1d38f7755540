package studio.clearance.approval.persistence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ApprovalId;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.ConsentId;
import studio.clearance.approval.domain.LetterNumber;

/**
 * A written approval that is being issued.
 *
 * @param kid the key its letter is signed with
 * @param jws the letter in compact serialisation
 * @param consents the consents it rests on
 */
public record NewApproval(
        ApprovalId id,
        LetterNumber number,
        CaseFile file,
        Instant effectiveFrom,
        Instant expiresAt,
        Instant grantedAt,
        String kid,
        String jws,
        @Nullable ApprovalId renews,
        List<ConsentId> consents) {}
