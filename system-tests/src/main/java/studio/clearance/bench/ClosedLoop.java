package studio.clearance.bench;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fixed number of callers busy until a number of calls has been made: each caller starts its next call when its last
 * one ended. The rate is what the system gives, never what the generator wishes.
 */
final class ClosedLoop {
    private final int calls;
    private final IntFunction<Future<?>> call;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch callers;

    private ClosedLoop(int callers, int calls, IntFunction<Future<?>> call) {
        this.calls = calls;
        this.call = call;
        this.callers = new CountDownLatch(callers);
    }

    /** Makes all calls and returns when the last one has ended; the first failure ends the run and is thrown. */
    static void run(int callers, int calls, IntFunction<Future<?>> call) throws InterruptedException {
        var loop = new ClosedLoop(callers, calls, call);
        for (int i = 0; i < callers; i++) {
            loop.step();
        }
        loop.callers.await();
        var failed = loop.failure.get();
        if (failed != null) {
            throw new IllegalStateException("A call failed, so the figures would mean nothing", failed);
        }
    }

    private void step() {
        int number = next.getAndIncrement();
        if (number >= calls || failure.get() != null) {
            callers.countDown();
            return;
        }
        call.apply(number).onComplete(result -> {
            if (result.failed()) {
                failure.compareAndSet(null, result.cause());
            }
            step();
        });
    }
}
