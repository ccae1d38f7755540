package studio.clearance.triage.publishing;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.domain.lifecycle.Edition;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.Problem;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.ReReview;
import studio.clearance.triage.domain.lifecycle.Succession;
import studio.clearance.triage.domain.lifecycle.Trial;
import studio.clearance.triage.policy.ClauseText;
import studio.clearance.triage.policy.MatrixRow;
import studio.clearance.triage.policy.Policy;

/**
 * A version of the policy as it is read.
 *
 * @param clauses only when one version is asked for, and only of a text without problems
 */
@Schema(name = "PolicyVersion")
record PolicyView(
        String version,
        String policyId,
        Status status,
        String sha256,
        String note,
        String author,
        Instant createdAt,
        Instant editedAt,

        @Schema(description = "What is in the way of validity, with the line; empty for a valid text")
        List<Problem> problems,

        @Schema(description = "What the last completed replay of this very text found") @Nullable
        Trial replay,

        @Nullable Published publication,
        @Nullable String title,
        @Nullable List<MatrixRow> matrix,
        @Nullable List<ClauseText> clauses) {

    @Schema(name = "PolicyStatus")
    enum Status {
        DRAFT,
        VALID,
        REPLAYED,
        SCHEDULED,
        IN_FORCE,
        REPLACED,
        WITHDRAWN
    }

    @Schema(name = "Publication")
    record Published(
            String publishedBy,
            Instant publishedAt,
            Instant effectiveFrom,

            @Schema(description = "When the next version takes over, if one is published") @Nullable
            Instant until,

            @Schema(description = "How many past outcomes the publisher confirmed to change")
            long changedOutcomes,

            ReReview reReview) {}

    @Schema(name = "PolicyVersions")
    record Page(List<PolicyView> items) {}

    static PolicyView of(PolicyVersion version, Succession succession, Instant now) {
        return switch (version) {
            case PolicyVersion.Draft draft -> of(draft.edition(), Status.DRAFT, draft.problems(), null, null);
            case PolicyVersion.Valid valid -> of(valid.edition(), Status.VALID, List.of(), null, null);
            case PolicyVersion.Replayed replayed ->
                of(replayed.edition(), Status.REPLAYED, List.of(), replayed.trial(), null);
            case PolicyVersion.Withdrawn withdrawn -> of(withdrawn.edition(), Status.WITHDRAWN, List.of(), null, null);
            case PolicyVersion.Published published -> {
                Publication publication = published.publication();
                yield of(
                        published.edition(),
                        status(publication, succession, now),
                        List.of(),
                        null,
                        new Published(
                                publication.publishedBy().name(),
                                publication.publishedAt(),
                                publication.effectiveFrom(),
                                succession.endOf(publication).orElse(null),
                                publication.changedOutcomes(),
                                publication.reReview()));
            }
        };
    }

    /** With what the text says, for reading it without knowing YAML. */
    PolicyView with(Policy policy) {
        return new PolicyView(
                version,
                policyId,
                status,
                sha256,
                note,
                author,
                createdAt,
                editedAt,
                problems,
                replay,
                publication,
                policy.title(),
                policy.matrix(),
                policy.clauses());
    }

    private static Status status(Publication publication, Succession succession, Instant now) {
        if (!publication.inForceAt(now)) {
            return Status.SCHEDULED;
        }
        return succession.inForceAt(now).filter(publication::equals).isPresent() ? Status.IN_FORCE : Status.REPLACED;
    }

    private static PolicyView of(
            Edition edition,
            Status status,
            List<Problem> problems,
            @Nullable Trial replay,
            @Nullable Published publication) {
        return new PolicyView(
                edition.version(),
                edition.policyId(),
                status,
                edition.sha256(),
                edition.note(),
                edition.author().name(),
                edition.createdAt(),
                edition.editedAt(),
                problems,
                replay,
                publication,
                null,
                null,
                null);
    }
}
