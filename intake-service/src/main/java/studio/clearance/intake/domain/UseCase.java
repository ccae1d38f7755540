package studio.clearance.intake.domain;

import static studio.clearance.intake.domain.Rule.A_REVISION_CHANGES_SOMETHING;
import static studio.clearance.intake.domain.Rule.A_USE_CASE_HAS_FIFTY_DOCUMENTS_AT_MOST;
import static studio.clearance.intake.domain.Rule.A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN;
import static studio.clearance.intake.domain.Rule.ONLY_THE_OPEN_QUESTION_IS_ANSWERED;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A declared use, as far as decisions about it need to know.
 *
 * @param hash of the current revision
 * @param triage what triage said of the current revision, once heard
 * @param lane whose look the current revision waits or waited for
 * @param approval the latest written approval, which may rest on an earlier revision
 * @param reviewHeardUntil the time of the latest {@link News.Review} that was believed about the current revision:
 *     older ones come too late to count
 */
public record UseCase(
        UseCaseId id,
        Reference reference,
        int revision,
        RevisionHash hash,
        Standing standing,
        @Nullable Triage triage,
        @Nullable Lane lane,
        @Nullable WrittenApproval approval,
        @Nullable Instant reviewHeardUntil) {

    private static final int MOST_DOCUMENTS = 50;

    public static UseCase declared(UseCaseId id, Reference reference, RevisionHash hash) {
        return new UseCase(id, reference, 1, hash, new Standing.Submitted(), null, null, null, null);
    }

    /** A revision starts over: it is triaged and reviewed anew. An approval of an earlier revision stays on record. */
    public Decision revise(RevisionHash revised) {
        return switch (standing) {
            case Standing.Withdrawn w -> new Decision.Refused(A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN);
            case Standing.Open open when revised.equals(hash) -> new Decision.Refused(A_REVISION_CHANGES_SOMETHING);
            case Standing.Open open ->
                new Decision.Agreed(
                        new UseCase(id, reference, revision + 1, revised, open.revise(), null, null, approval, null));
        };
    }

    public Decision withdraw() {
        return switch (standing) {
            case Standing.Withdrawn w -> new Decision.Refused(A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN);
            case Standing.Open open -> new Decision.Agreed(standingAt(open.withdraw()));
        };
    }

    public Decision answer(UUID requestId) {
        return switch (standing) {
            case Standing.Withdrawn w -> new Decision.Refused(A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN);
            case Standing.InformationRequested asked
            when asked.requestId().equals(requestId) -> new Decision.Agreed(standingAt(asked.answer()));
            case Standing.Open open -> new Decision.Refused(ONLY_THE_OPEN_QUESTION_IS_ANSWERED);
        };
    }

    /**
     * Why it takes no further document; null when it takes one.
     *
     * @param have how many it has
     */
    public @Nullable Rule againstADocument(int have) {
        if (standing instanceof Standing.Withdrawn) return A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN;
        return have >= MOST_DOCUMENTS ? A_USE_CASE_HAS_FIFTY_DOCUMENTS_AT_MOST : null;
    }

    /**
     * Takes in what another context told. Deliveries may repeat and, across topics or after a replay from the dead
     * letters, come out of order: news about another revision, news older than what is known, and news that cannot
     * follow from where the use case stands change nothing.
     */
    public UseCase hear(News news) {
        return switch (news) {
            case News.Triaged triaged -> hearTriage(triaged);
            case News.Granted granted -> hearReview(granted).withApproval(granted);
            case News.Review review -> hearReview(review);
            case News.ApprovalChanged changed -> withApproval(changed);
            case News.Remark remark -> this;
        };
    }

    private UseCase hearTriage(News.Triaged news) {
        boolean isLate = triage != null && !news.at().isAfter(triage.decidedAt());
        if (news.revision() != revision || isLate) return this;
        // What came out of the review since was said about a later decision than this one.
        boolean overtaken = reviewHeardUntil != null && news.at().isBefore(reviewHeardUntil);
        Standing next = standing instanceof Standing.Triageable waiting && !overtaken
                ? waiting.triage(news.outcome())
                : standing;
        Triage heard = new Triage(news.outcome(), news.at());
        Lane waitsFor = Lane.stricter(lane, news.lane());
        return new UseCase(id, reference, revision, hash, next, heard, waitsFor, approval, reviewHeardUntil);
    }

    private UseCase hearReview(News.Review news) {
        boolean isLate = reviewHeardUntil != null && news.at().isBefore(reviewHeardUntil);
        if (news.revision() != revision || isLate || !(standing instanceof Standing.Reviewable reviewable)) return this;
        Lane waitsFor = news instanceof News.Escalated ? Lane.LEGAL : lane;
        Standing next = news.follows(reviewable);
        return new UseCase(id, reference, revision, hash, next, triage, waitsFor, approval, news.at());
    }

    private UseCase withApproval(News.Granted news) {
        WrittenApproval known = approval;
        if (known != null && known.id().equals(news.approvalId())) return with(known.with(news.terms()));
        if (known != null && known.revision() >= news.revision()) return this;
        return with(new WrittenApproval(
                news.approvalId(), news.revision(), WrittenApproval.State.IN_FORCE, news.at(), news.terms()));
    }

    private UseCase withApproval(News.ApprovalChanged news) {
        WrittenApproval known = approval;
        if (known != null && known.id().equals(news.approvalId())) return with(known.heard(news.state(), news.at()));
        if (known != null && known.revision() >= news.revision()) return this;
        return with(new WrittenApproval(news.approvalId(), news.revision(), news.state(), news.at(), null));
    }

    private UseCase with(WrittenApproval heard) {
        return new UseCase(id, reference, revision, hash, standing, triage, lane, heard, reviewHeardUntil);
    }

    private UseCase standingAt(Standing next) {
        return new UseCase(id, reference, revision, hash, next, triage, lane, approval, reviewHeardUntil);
    }
}
