package studio.clearance.approval.queue;

import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;

/**
 * What of the queue to list. A part that is null asks for everything the caller may see.
 *
 * @param state null lists every open case; a closed state lists what was decided
 * @param assignee a subject, {@link #NOBODY} for unclaimed, {@link #ME} for the caller's own
 */
public record QueueFilter(
        @Nullable Lane lane,
        @Nullable CaseState state,
        @Nullable Outcome outcome,
        @Nullable String clause,
        @Nullable String production,
        @Nullable String partner,
        @Nullable String assignee,
        @Nullable Due due) {

    public static final String ME = "me";
    public static final String NOBODY = "nobody";

    /** Everything open that the caller may see. */
    public static QueueFilter everything() {
        return new QueueFilter(null, null, null, null, null, null, null, null);
    }

    /** The groups of the queue, by the case's own clock. */
    public enum Due {
        OVERDUE,
        /** Before the end of the studio's business day. */
        TODAY,
        LATER,
        /** The clock stands still until the partner answers. */
        PAUSED
    }
}
