package studio.clearance.kit;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Version 7 UUIDs (RFC 9562, section 5.7). Identifiers made by one process grow strictly, so that rows keyed by them are
 * appended to the right edge of their index instead of being scattered over it.
 */
public final class TimeOrderedIds {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** 48 bits of milliseconds and 12 bits of counter, as one number that only grows (RFC 9562, section 6.2, method 1). */
    private static final AtomicLong LAST = new AtomicLong();

    private static final long COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedIds() {}

    public static UUID next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (stamp & ~0xFFFL) << 4 | VERSION_7 | (stamp & 0xFFF);
        return new UUID(high, VARIANT | (RANDOM.nextLong() >>> 2));
    }
}
