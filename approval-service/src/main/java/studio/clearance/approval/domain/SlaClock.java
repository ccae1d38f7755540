package studio.clearance.approval.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clock a review runs against, in business time. It reminds and escalates; no lapse of time ever approves. */
public sealed interface SlaClock {

    /** The business time a review may take. */
    Duration target();

    /** The last mark that was announced. */
    Mark announced();

    /** Business time used so far. */
    Duration used(Moment moment);

    /** What the clock announces, in this order. */
    enum Mark {
        NONE,
        HALF,
        DUE,
        /** Late by a quarter of the target: the named role is told. */
        OVERDUE
    }

    /** A mark and when it is reached if nothing pauses the clock. */
    record Ahead(Mark mark, Instant at) {}

    /**
     * @param usedBefore business time used up to {@code since}
     * @param since when the clock was last started
     */
    record Running(Duration target, Duration usedBefore, Instant since, Instant dueAt, Mark announced)
            implements SlaClock {

        public static Running start(Duration target, Moment moment) {
            return startAgain(target, Duration.ZERO, Mark.NONE, moment);
        }

        private static Running startAgain(Duration target, Duration used, Mark announced, Moment moment) {
            Duration left = target.minus(used);
            Instant dueAt = left.isPositive() ? moment.calendar().after(moment.now(), left) : moment.now();
            return new Running(target, used, moment.now(), dueAt, announced);
        }

        public Paused pause(Moment moment) {
            return new Paused(target, used(moment), announced);
        }

        public Running announce(Mark mark) {
            return new Running(target, usedBefore, since, dueAt, mark);
        }

        /** The next mark to announce; empty after the last. */
        public Optional<Ahead> ahead(BusinessCalendar calendar) {
            return switch (announced) {
                case NONE -> Optional.of(new Ahead(Mark.HALF, at(target.dividedBy(2), calendar)));
                case HALF -> Optional.of(new Ahead(Mark.DUE, dueAt));
                case DUE -> Optional.of(new Ahead(Mark.OVERDUE, at(target.plus(target.dividedBy(4)), calendar)));
                case OVERDUE -> Optional.empty();
            };
        }

        private Instant at(Duration used, BusinessCalendar calendar) {
            Duration left = used.minus(usedBefore);
            return left.isPositive() ? calendar.after(since, left) : since;
        }

        @Override
        public Duration used(Moment moment) {
            return usedBefore.plus(moment.calendar().between(since, moment.now()));
        }
    }

    /** Stands still while the partner owes an answer. */
    record Paused(Duration target, Duration used, Mark announced) implements SlaClock {

        public Running resume(Moment moment) {
            return Running.startAgain(target, used, announced, moment);
        }

        @Override
        public Duration used(Moment moment) {
            return used;
        }
    }

    /** The review is over. */
    record Stopped(Duration target, Duration used, Mark announced) implements SlaClock {
        @Override
        public Duration used(Moment moment) {
            return used;
        }
    }

    default Stopped stop(Moment moment) {
        return new Stopped(target(), used(moment), announced());
    }
}
