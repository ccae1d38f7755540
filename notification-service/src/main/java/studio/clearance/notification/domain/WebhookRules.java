package studio.clearance.notification.domain;

import java.time.Duration;

/** When a webhook is tried again. */
public record WebhookRules(RetrySchedule schedule) {

    /** Nobody may keep a delivery waiting for longer than this by {@code Retry-After}. */
    static final Duration LONGEST_REST = Duration.ofHours(24);

    /**
     * What becomes of a delivery that was answered so.
     *
     * @param failures how often the delivery had failed before this answer, since it was queued or replayed
     * @param chance   between 0 and 1
     */
    public Verdict verdict(Answer answer, int failures, double chance) {
        if (answer instanceof Answer.Status status) {
            if (status.isDelivered()) {
                return new Verdict.Delivered();
            }
            if (status.isGone()) {
                return new Verdict.Held();
            }
        }
        return schedule.afterFailure(failures + 1, chance)
                .<Verdict>map(wait -> new Verdict.TryAgain(longer(wait, rest(answer))))
                .orElseGet(() -> new Verdict.GivenUp(answer.words()));
    }

    /** How long to leave the endpoint in peace, all its deliveries alike; zero if it did not ask. */
    public static Duration restForAll(Answer answer) {
        return answer instanceof Answer.Status status && status.asksForRest() ? rest(answer) : Duration.ZERO;
    }

    private static Duration rest(Answer answer) {
        if (answer instanceof Answer.Status(int code, Duration retryAfter) && retryAfter != null) {
            return retryAfter.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : retryAfter;
        }
        return Duration.ZERO;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
