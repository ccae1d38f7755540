package studio.clearance.approval.persistence;

import org.jspecify.annotations.Nullable;

/**
 * What a case was opened on, as JSON text that came with the event.
 *
 * @param useCase the data of UseCaseSubmitted
 * @param assessment what triage said
 * @param differences what the revision changed against the one reviewed before; null on a first review
 */
public record Papers(
        String useCase, String assessment, @Nullable String differences) {}
