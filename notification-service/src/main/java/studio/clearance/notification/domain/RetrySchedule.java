package studio.clearance.notification.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to wait after each failed attempt, as data.
 *
 * @param waits  after the first failure, the second, and so on; when they are used up the delivery is given up
 * @param jitter the share of a wait that chance may add to it (0.1: up to a tenth), so that what failed together does not
 *               come back together. Never taken off: three days stay three days.
 */
public record RetrySchedule(List<Duration> waits, double jitter) {

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (jitter < 0 || jitter > 1 || waits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("A schedule waits forwards, and jitter is a share between 0 and 1");
        }
    }

    /**
     * The wait after so many failures, or nothing if there is no further attempt.
     *
     * @param failures how often this delivery has failed since it was queued or replayed, at least 1
     * @param chance   between 0 (inclusive) and 1 (exclusive)
     */
    public Optional<Duration> afterFailure(int failures, double chance) {
        if (failures > waits.size()) {
            return Optional.empty();
        }
        Duration wait = waits.get(failures - 1);
        return Optional.of(wait.plusMillis((long) (wait.toMillis() * jitter * chance)));
    }

    /** From the first attempt to the last, without jitter. */
    public Duration span() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
