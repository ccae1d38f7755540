package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.notification.domain.Answer.Cause;
import studio.clearance.notification.domain.Answer.Silence;
import studio.clearance.notification.domain.Answer.Status;

class WebhookRulesTest {

    private static final WebhookRules RULES =
            new WebhookRules(new RetrySchedule(List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)), 0));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void any_2xx_is_a_delivery(int code) {
        assertThat(RULES.verdict(new Status(code, null), 0, 0)).isEqualTo(new Verdict.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 300, 301, 302, 307, 308, 400, 401, 404, 409, 422, 429, 500, 502, 503, 504})
    void everything_else_is_tried_again(int code) {
        assertThat(RULES.verdict(new Status(code, null), 0, 0)).isEqualTo(new Verdict.TryAgain(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void silence_is_tried_again_whatever_its_cause(Cause cause) {
        assertThat(RULES.verdict(new Silence(cause), 1, 0)).isEqualTo(new Verdict.TryAgain(Duration.ofMinutes(5)));
    }

    @Test
    void gone_is_held_and_not_tried_again() {
        assertThat(RULES.verdict(new Status(410, null), 0, 0)).isEqualTo(new Verdict.Held());
    }

    @Test
    void the_last_failure_gives_up_and_says_why() {
        assertThat(RULES.verdict(new Status(503, null), 2, 0)).isEqualTo(new Verdict.GivenUp("503"));
        assertThat(RULES.verdict(new Silence(Cause.TIMEOUT), 2, 0)).isEqualTo(new Verdict.GivenUp("timeout"));
    }

    @Test
    void a_redirect_is_named_as_the_reason() {
        assertThat(RULES.verdict(new Status(302, null), 2, 0))
                .isEqualTo(new Verdict.GivenUp("302, redirects are refused"));
    }

    @Test
    void retry_after_lengthens_the_wait_and_never_shortens_it() {
        assertThat(RULES.verdict(new Status(503, Duration.ofMinutes(10)), 0, 0))
                .isEqualTo(new Verdict.TryAgain(Duration.ofMinutes(10)));
        assertThat(RULES.verdict(new Status(503, Duration.ofSeconds(1)), 0, 0))
                .isEqualTo(new Verdict.TryAgain(Duration.ofSeconds(5)));
    }

    @Test
    void nobody_keeps_a_delivery_waiting_for_longer_than_a_day() {
        assertThat(RULES.verdict(new Status(429, Duration.ofDays(400)), 0, 0))
                .isEqualTo(new Verdict.TryAgain(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void who_has_too_much_to_do_is_left_in_peace_with_everything(int code) {
        assertThat(WebhookRules.restForAll(new Status(code, Duration.ofSeconds(90))))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_rest_is_neither_assumed_nor_given_for_other_answers() {
        assertThat(WebhookRules.restForAll(new Status(503, null))).isZero();
        assertThat(WebhookRules.restForAll(new Status(400, Duration.ofSeconds(90))))
                .isZero();
        assertThat(WebhookRules.restForAll(new Silence(Cause.TIMEOUT))).isZero();
    }
}
