package studio.clearance.kit.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each caller, kept as one number: the time at which the bucket would be full again (the generic cell rate
 * algorithm). Callers whose bucket is full are forgotten.
 */
final class RateLimit {

    private static final int CALLERS_BEFORE_SWEEP = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long quota;
    private final long windowNanos;
    private final long nanosPerRequest;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, AtomicLong> fullAgainAt = new ConcurrentHashMap<>();

    RateLimit(long quota, long windowNanos, LongSupplier nanoTime) {
        this.quota = quota;
        this.windowNanos = windowNanos;
        this.nanosPerRequest = Math.max(1, windowNanos / quota);
        this.nanoTime = nanoTime;
    }

    /**
     * One request's verdict.
     *
     * @param remaining requests that would be admitted right now
     * @param secondsToFull until the whole quota is there again
     * @param retryAfterSeconds 0 for an admitted request
     */
    record Verdict(boolean admitted, long remaining, long secondsToFull, long retryAfterSeconds) {}

    Verdict ask(String caller) {
        long now = nanoTime.getAsLong();
        if (fullAgainAt.size() > CALLERS_BEFORE_SWEEP) {
            fullAgainAt.values().removeIf(full -> full.get() - now <= 0);
        }
        AtomicLong full = fullAgainAt.computeIfAbsent(caller, newcomer -> new AtomicLong(now));
        while (true) {
            long known = full.get();
            long missing = Math.max(0, known - now);
            long missingAfter = missing + nanosPerRequest;
            if (missingAfter > windowNanos) {
                return new Verdict(false, 0, seconds(missing), Math.max(1, seconds(missingAfter - windowNanos)));
            }
            if (full.compareAndSet(known, now + missingAfter)) {
                long remaining = (windowNanos - missingAfter) / nanosPerRequest;
                return new Verdict(true, Math.min(remaining, quota), seconds(missingAfter), 0);
            }
        }
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
    }
}
