/**
 * What reviewers see: the queue and one case, each by a query that decides at once what is listed and what the caller
 * may see.
 *
 * <p>{@code Queue.page(QueueFilter, @Nullable String cursor, int limit, Caller)} gives a {@link
 * studio.clearance.approval.queue.QueuePage}; {@code Queue.counts(QueueFilter, Caller)} the numbers beside the lanes;
 * {@code Queue.find(UUID, Caller)} an {@code Optional} of {@link studio.clearance.approval.queue.ReviewCaseView}.
 */
@NullMarked
package studio.clearance.approval.queue;

import org.jspecify.annotations.NullMarked;
