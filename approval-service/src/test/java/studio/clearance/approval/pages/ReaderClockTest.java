package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.queue.ClockView;

class ReaderClockTest {

    private final ReaderClock clock = new ReaderClock(Instant.parse("2026-11-19T14:32:00Z"), ZoneId.of("Asia/Bangkok"));

    @Test
    void overdue_says_by_how_much_and_since_when() {
        ReaderClock.Due due = clock.due(dueAt("2026-11-18T12:00:00Z"));

        assertThat(due.tone()).isEqualTo("stop");
        assertThat(due.text()).isEqualTo("1 d 2 h over");
        assertThat(due.detail()).isEqualTo("Wed 19:00");
    }

    @Test
    void today_is_the_readers_today() {
        assertThat(clock.due(dueAt("2026-11-19T16:59:00Z")).text()).isEqualTo("23:59");
        assertThat(clock.due(dueAt("2026-11-19T17:01:00Z")).text()).isEqualTo("Fri 20 Nov");
    }

    @Test
    void paused_says_what_is_left() {
        ReaderClock.Due due =
                clock.due(new ClockView(null, true, false, Duration.ofHours(24), Duration.ofMinutes(400)));

        assertThat(due.text()).isEqualTo("Paused");
        assertThat(due.detail()).isEqualTo("6 h of working time left");
    }

    @Test
    void a_span_has_two_units_at_most() {
        assertThat(ReaderClock.span(Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
        assertThat(ReaderClock.span(Duration.ofMinutes(26 * 60 + 12))).isEqualTo("1 d 2 h");
        assertThat(ReaderClock.span(Duration.ofSeconds(20))).isEqualTo("under a minute");
    }

    private static ClockView dueAt(String instant) {
        return new ClockView(Instant.parse(instant), false, false, Duration.ofHours(24), Duration.ZERO);
    }
}
