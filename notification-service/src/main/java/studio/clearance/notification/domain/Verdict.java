package studio.clearance.notification.domain;

import java.time.Duration;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {

    record Delivered() implements Verdict {}

    record TryAgain(Duration in) implements Verdict {}

    /** Given up; it can be replayed by hand. */
    record GivenUp(String reason) implements Verdict {}

    /** Kept for a replay: its endpoint takes nothing at the moment. */
    record Held() implements Verdict {}
}
