package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.approval.domain.Cases.CALENDAR;
import static studio.clearance.approval.domain.Cases.NOW;
import static studio.clearance.approval.domain.Cases.at;
import static studio.clearance.approval.domain.Cases.now;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.domain.SlaClock.Ahead;
import studio.clearance.approval.domain.SlaClock.Mark;

class ClockTest {

    @Test
    void business_time_runs_over_night_and_weekend() {
        // Wednesday ten o'clock and 27 hours of nine-hour days: eight hours today, nine, nine, and one on Monday.
        assertThat(CALENDAR.after(NOW, Duration.ofHours(27))).isEqualTo("2026-11-23T10:00:00Z");
    }

    @Test
    void a_review_that_begins_at_night_begins_in_the_morning() {
        assertThat(CALENDAR.after(Instant.parse("2026-11-18T23:00:00Z"), Duration.ofHours(1)))
                .isEqualTo("2026-11-19T10:00:00Z");
    }

    @Test
    void holidays_do_not_count() {
        assertThat(CALENDAR.after(Instant.parse("2026-12-24T17:00:00Z"), Duration.ofHours(2)))
                .isEqualTo("2026-12-28T10:00:00Z");
    }

    @Test
    void a_business_day_follows_the_clock_on_the_wall_when_that_changes() {
        // On 29 March 2026 London moves to summer time: nine o'clock is eight in UTC from then on.
        assertThat(CALENDAR.after(Instant.parse("2026-03-27T17:00:00Z"), Duration.ofHours(2)))
                .isEqualTo("2026-03-30T09:00:00Z");
    }

    @Test
    void what_is_between_two_times_is_what_brings_one_to_the_other() {
        Instant start = Instant.parse("2026-11-20T16:30:00Z");
        Duration time = Duration.ofMinutes(1234);

        assertThat(CALENDAR.between(start, CALENDAR.after(start, time))).isEqualTo(time);
    }

    @Test
    void a_clock_reminds_at_half_at_due_and_when_it_is_a_quarter_over() {
        SlaClock.Running clock = SlaClock.Running.start(Duration.ofHours(4), now());

        assertThat(clock.ahead(CALENDAR)).contains(new Ahead(Mark.HALF, NOW.plus(Duration.ofHours(2))));
        assertThat(clock.announce(Mark.HALF).ahead(CALENDAR))
                .contains(new Ahead(Mark.DUE, NOW.plus(Duration.ofHours(4))));
        assertThat(clock.announce(Mark.DUE).ahead(CALENDAR))
                .contains(new Ahead(Mark.OVERDUE, NOW.plus(Duration.ofHours(5))));
        assertThat(clock.announce(Mark.OVERDUE).ahead(CALENDAR)).isEmpty();
    }

    @Test
    void a_pause_moves_the_marks_that_are_ahead() {
        SlaClock.Running resumed = SlaClock.Running.start(Duration.ofHours(4), now())
                .pause(at(NOW.plus(Duration.ofHours(1))))
                .resume(at(NOW.plus(Duration.ofHours(3))));

        assertThat(resumed.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(6)));
        assertThat(resumed.ahead(CALENDAR)).contains(new Ahead(Mark.HALF, NOW.plus(Duration.ofHours(4))));
    }

    @Test
    void a_clock_that_was_late_when_it_paused_is_due_when_it_goes_on() {
        Instant later = Instant.parse("2026-11-19T12:00:00Z");
        SlaClock.Running resumed = SlaClock.Running.start(Duration.ofHours(4), now())
                .pause(at(Instant.parse("2026-11-18T16:00:00Z")))
                .resume(at(later));

        assertThat(resumed.dueAt()).isEqualTo(later);
        assertThat(resumed.used(at(later))).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void the_day_ends_at_the_close_of_business() {
        assertThat(CALENDAR.endOfDay(NOW)).isEqualTo("2026-11-18T18:00:00Z");
        assertThat(CALENDAR.endOfDay(Instant.parse("2026-11-20T19:00:00Z"))).isEqualTo("2026-11-23T18:00:00Z");
    }
}
