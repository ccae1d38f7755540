package studio.clearance.bench;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Submissions under way: when each was accepted, and when the world heard what triage said of it. Times in microseconds. */
final class Flight {
    private final int expected;
    private final ConcurrentHashMap<UUID, Long> first = new ConcurrentHashMap<>();
    private final CountDownLatch outstanding;
    private final Histogram answered = new SynchronizedHistogram(3);
    private final Histogram triaged = new SynchronizedHistogram(3);

    Flight(int expected) {
        this.expected = expected;
        this.outstanding = new CountDownLatch(expected);
    }

    void accepted(UUID useCase, long sentNanos) {
        long now = System.nanoTime();
        answered.recordValue((now - sentNanos) / 1_000);
        // The event may be quicker than the answer: then triage took no time that the caller could see.
        if (first.putIfAbsent(useCase, now) != null) {
            landed(useCase, 0);
        }
    }

    void heard(UUID useCase) {
        long now = System.nanoTime();
        Long accepted = first.putIfAbsent(useCase, now);
        if (accepted != null) {
            landed(useCase, now - accepted);
        }
    }

    private void landed(UUID useCase, long nanos) {
        first.remove(useCase);
        triaged.recordValue(nanos / 1_000);
        outstanding.countDown();
    }

    /** It will not be heard of. */
    void failed() {
        outstanding.countDown();
    }

    void awaitAllTriaged(Duration patience) throws InterruptedException {
        if (!outstanding.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("%,d of %,d submissions were not triaged within %s"
                    .formatted(outstanding.getCount(), expected, patience));
        }
    }

    Histogram answered() {
        return answered;
    }

    Histogram triaged() {
        return triaged;
    }
}
