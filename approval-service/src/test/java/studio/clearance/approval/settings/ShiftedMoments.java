package studio.clearance.approval.settings;

import java.time.Clock;
import java.time.Duration;

/** What time it would be if the clock of the machine had been set. */
public final class ShiftedMoments {

    private ShiftedMoments() {}

    public static Moments by(Duration shift, ApprovalSettings settings) {
        return new Moments(settings, Clock.offset(Clock.systemUTC(), shift));
    }
}
