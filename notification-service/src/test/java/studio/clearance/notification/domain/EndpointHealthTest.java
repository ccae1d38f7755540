package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import studio.clearance.notification.domain.EndpointHealth.Because;
import studio.clearance.notification.domain.EndpointHealth.Failing;
import studio.clearance.notification.domain.EndpointHealth.Healthy;
import studio.clearance.notification.domain.EndpointHealth.Patience;
import studio.clearance.notification.domain.EndpointHealth.SwitchedOff;

class EndpointHealthTest {

    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");
    private static final Patience PATIENCE = new Patience(Duration.ofHours(6), Duration.ofDays(3));

    @Test
    void a_healthy_endpoint_that_fails_is_failing_from_then_on() {
        assertThat(new Healthy().failed(NOON, PATIENCE)).isEqualTo(new Failing(NOON, false));
    }

    @Test
    void one_success_makes_it_healthy_again() {
        assertThat(new Failing(NOON, true).succeeded()).isEqualTo(new Healthy());
    }

    @Test
    void it_has_been_failing_since_the_first_failure_and_not_since_the_last() {
        assertThat(new Failing(NOON, false).failed(NOON.plusSeconds(60), PATIENCE))
                .isEqualTo(new Failing(NOON, false));
    }

    @Test
    void its_owner_is_told_once_after_six_hours() {
        EndpointHealth before = new Failing(NOON, false);
        EndpointHealth after = before.failed(NOON.plus(Duration.ofHours(6)), PATIENCE);
        EndpointHealth later = after.failed(NOON.plus(Duration.ofHours(7)), PATIENCE);

        assertThat(after).isEqualTo(new Failing(NOON, true));
        assertThat(EndpointHealth.notice(before, after)).contains(Kind.ENDPOINT_FAILING);
        assertThat(EndpointHealth.notice(after, later)).isEmpty();
    }

    @Test
    void it_is_switched_off_when_nothing_got_through_for_three_days() {
        EndpointHealth before = new Failing(NOON, true);
        Instant then = NOON.plus(Duration.ofDays(3));

        EndpointHealth after = before.failed(then, PATIENCE);

        assertThat(after).isEqualTo(new SwitchedOff(then, Because.FAILED_TOO_LONG));
        assertThat(EndpointHealth.notice(before, after)).contains(Kind.ENDPOINT_SWITCHED_OFF);
    }

    @Test
    void time_alone_does_not_switch_it_off() {
        Failing failing = new Failing(NOON, true);

        assertThat(failing.succeeded()).isEqualTo(new Healthy());
    }

    @Test
    void gone_switches_it_off_at_once_and_its_owner_is_told() {
        for (EndpointHealth before : new EndpointHealth[] {new Healthy(), new Failing(NOON, false)}) {
            EndpointHealth after = before.gone(NOON);

            assertThat(after).isEqualTo(new SwitchedOff(NOON, Because.GONE));
            assertThat(EndpointHealth.notice(before, after)).contains(Kind.ENDPOINT_GONE);
        }
    }

    @Test
    void what_is_switched_off_stays_so_whatever_it_answers() {
        SwitchedOff off = new SwitchedOff(NOON, Because.OWNER);

        assertThat(off.succeeded()).isSameAs(off);
        assertThat(off.failed(NOON, PATIENCE)).isSameAs(off);
        assertThat(off.gone(NOON)).isSameAs(off);
    }

    @Test
    void who_switched_it_off_needs_no_letter_about_it() {
        assertThat(EndpointHealth.notice(new Healthy(), new SwitchedOff(NOON, Because.OWNER)))
                .isEmpty();
    }

    @Test
    void a_failing_endpoint_gets_one_delivery_at_a_time_and_one_that_is_off_gets_none() {
        assertThat(new Healthy().concurrency(16)).isEqualTo(16);
        assertThat(new Failing(NOON, false).concurrency(16)).isEqualTo(1);
        assertThat(new SwitchedOff(NOON, Because.GONE).concurrency(16)).isZero();
    }

    @Test
    void its_owner_switches_it_off_and_on_again_with_a_clean_slate() {
        EndpointHealth off = new Failing(NOON, true).switchedOff(NOON.plusSeconds(1));

        assertThat(off).isEqualTo(new SwitchedOff(NOON.plusSeconds(1), Because.OWNER));
        assertThat(off.switchedOn()).isEqualTo(new Healthy());
    }

    @Test
    void switching_what_is_already_so_changes_nothing() {
        SwitchedOff gone = new SwitchedOff(NOON, Because.GONE);
        Failing failing = new Failing(NOON, true);

        assertThat(gone.switchedOff(NOON.plusSeconds(1))).isSameAs(gone);
        assertThat(failing.switchedOn()).isSameAs(failing);
    }
}
