package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.notification.domain.MailRules.Reply;

class MailRulesTest {

    private static final MailRules RULES =
            new MailRules(new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)), 0));

    @Test
    void an_accepted_mail_is_delivered() {
        assertThat(RULES.verdict(new Reply.Accepted(), 0, 0)).isEqualTo(new Verdict.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {550, 551, 552, 553, 554, 501, 556})
    void a_refusal_for_good_is_not_tried_again(int code) {
        assertThat(RULES.verdict(new Reply.Refused(code), 0, 0)).isEqualTo(new Verdict.GivenUp("refused with " + code));
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 450, 451, 452})
    void a_refusal_for_now_is_tried_again(int code) {
        assertThat(RULES.verdict(new Reply.Refused(code), 1, 0)).isEqualTo(new Verdict.TryAgain(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {530, 534, 535, 538})
    void a_server_that_does_not_know_us_is_our_trouble_and_not_the_recipients(int code) {
        assertThat(RULES.verdict(new Reply.Refused(code), 0, 0)).isEqualTo(new Verdict.TryAgain(Duration.ofMinutes(1)));
    }

    @Test
    void an_unreachable_server_is_tried_until_the_schedule_ends() {
        assertThat(RULES.verdict(new Reply.Unreachable(), 1, 0)).isEqualTo(new Verdict.TryAgain(Duration.ofMinutes(5)));
        assertThat(RULES.verdict(new Reply.Unreachable(), 2, 0))
                .isEqualTo(new Verdict.GivenUp("mail server not reached"));
    }

    @Test
    void what_is_no_address_is_given_up_at_once() {
        assertThat(RULES.verdict(new Reply.Unusable(), 0, 0)).isEqualTo(new Verdict.GivenUp("not a mail address"));
    }
}
