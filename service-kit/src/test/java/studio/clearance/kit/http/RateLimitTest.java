package studio.clearance.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final RateLimit limit = new RateLimit(10, Duration.ofSeconds(60).toNanos(), now::get);

    @Test
    void the_whole_quota_can_be_spent_at_once_and_then_no_more() {
        for (int left = 9; left >= 0; left--) {
            RateLimit.Verdict verdict = limit.ask("a");
            assertThat(verdict.admitted()).isTrue();
            assertThat(verdict.remaining()).isEqualTo(left);
        }

        RateLimit.Verdict refused = limit.ask("a");
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.retryAfterSeconds()).isEqualTo(6);
        assertThat(refused.secondsToFull()).isEqualTo(60);
    }

    @Test
    void one_caller_does_not_spend_the_quota_of_another() {
        for (int i = 0; i < 11; i++) {
            limit.ask("a");
        }

        assertThat(limit.ask("b").admitted()).isTrue();
    }

    @Test
    void quota_comes_back_evenly() {
        for (int i = 0; i < 11; i++) {
            limit.ask("a");
        }
        now.addAndGet(Duration.ofSeconds(12).toNanos());

        assertThat(limit.ask("a").admitted()).isTrue();
        assertThat(limit.ask("a").admitted()).isTrue();
        assertThat(limit.ask("a").admitted()).isFalse();
    }
}
