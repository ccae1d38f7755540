package studio.clearance.approval.persistence;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ReviewCase;

/**
 * A case that is being opened, with what the queue shows of it.
 *
 * @param clauses those it is found by, see {@link AssessmentPaper#leading()}
 * @param previous the case this one continues
 * @param reopened whether a reviewer has had the use case before, in an earlier revision
 */
public record NewCase(
        ReviewCase.Queued opened,
        String title,
        @Nullable String partnerName,
        @Nullable String productionTitle,
        List<String> clauses,
        @Nullable UUID previous,
        boolean reopened,
        Papers papers) {}
