package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final RetrySchedule THREE =
            new RetrySchedule(List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30)), 0.1);

    @Test
    void each_failure_waits_as_the_schedule_says() {
        assertThat(THREE.afterFailure(1, 0)).contains(Duration.ofSeconds(5));
        assertThat(THREE.afterFailure(2, 0)).contains(Duration.ofMinutes(5));
        assertThat(THREE.afterFailure(3, 0)).contains(Duration.ofMinutes(30));
    }

    @Test
    void after_the_last_wait_there_is_no_other() {
        assertThat(THREE.afterFailure(4, 0)).isEmpty();
    }

    @Test
    void chance_adds_at_most_its_share_and_takes_nothing_off() {
        assertThat(THREE.afterFailure(2, 0.999))
                .get()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330)));
        assertThat(THREE.afterFailure(2, 0.5)).contains(Duration.ofSeconds(315));
    }

    @Test
    void it_spans_the_sum_of_its_waits() {
        assertThat(THREE.span()).isEqualTo(Duration.ofSeconds(5 + 300 + 1800));
    }

    @Test
    void nobody_waits_backwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySchedule(List.of(Duration.ofSeconds(-1)), 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySchedule(List.of(), 1.5));
    }
}
