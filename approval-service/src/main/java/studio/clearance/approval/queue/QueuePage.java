package studio.clearance.approval.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the queue, most urgent first.
 *
 * @param next the cursor of the page after this one; null on the last
 */
public record QueuePage(List<QueuedCase> items, @Nullable String next) {}
