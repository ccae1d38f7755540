package studio.clearance.kit.db;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what concurrent callers submit: one flush at a time, and whatever came meanwhile goes into the next, so that N
 * callers share one transaction. A lone caller flushes at once on its own thread; nobody waits for company.
 *
 * <p>There is no thread of its own: the caller at the head of the queue flushes for all, then hands the lead to the next
 * head. The flush therefore runs on some caller's thread; what depends on the caller (identity, current span) belongs into
 * the item.
 *
 * <p>When a flush of several items fails it is halved and tried again, so that an item that cannot be flushed costs only
 * its own caller. An outage (see {@link Outages}) fails all callers of the flush at once: trying again would not help.
 */
public final class GroupCommit<T, R extends @Nullable Object> {

    private static final int BATCHES_WAITING = 16;

    private final int maxBatch;
    private final int capacity;
    private final Function<List<T>, List<R>> flush;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Slot<T, R>> waiting = new ArrayDeque<>();
    private boolean led;

    /** @param flush takes up to {@code maxBatch} items and returns as many results, in the same order */
    public GroupCommit(int maxBatch, Function<List<T>, List<R>> flush) {
        this(maxBatch, maxBatch * BATCHES_WAITING, flush);
    }

    /** @param capacity how many items may wait; further callers are held until there is room */
    public GroupCommit(int maxBatch, int capacity, Function<List<T>, List<R>> flush) {
        if (maxBatch < 1 || capacity < maxBatch) {
            throw new IllegalArgumentException("A batch takes at least one item and the queue at least one batch");
        }
        this.maxBatch = maxBatch;
        this.capacity = capacity;
        this.flush = flush;
    }

    /** Returns the item's result once its batch is flushed, or throws what the flush threw for it. */
    public R submit(T item) {
        Slot<T, R> slot = new Slot<>(item, Thread.currentThread());
        if (!enqueueAndTakeLead(slot)) {
            slot.awaitResultOrLead();
        }
        if (!slot.isDone()) {
            lead();
        }
        return slot.result();
    }

    /** How many items wait for a flush, for a gauge. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean enqueueAndTakeLead(Slot<T, R> slot) {
        lock.lock();
        try {
            while (waiting.size() >= capacity) {
                room.awaitUninterruptibly();
            }
            waiting.add(slot);
            boolean leads = !led;
            led = true;
            return leads;
        } finally {
            lock.unlock();
        }
    }

    /** The leader is always at the head of the queue, so its own item is in the batch it flushes. */
    private void lead() {
        List<Slot<T, R>> batch = takeBatch();
        try {
            flush(batch);
        } finally {
            passLeadOn();
        }
    }

    private List<Slot<T, R>> takeBatch() {
        lock.lock();
        try {
            List<Slot<T, R>> batch = new ArrayList<>(Math.min(waiting.size(), maxBatch));
            while (batch.size() < maxBatch && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            room.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void passLeadOn() {
        lock.lock();
        try {
            Slot<T, R> next = waiting.peek();
            if (next == null) {
                led = false;
            } else {
                next.takeLead();
            }
        } finally {
            lock.unlock();
        }
    }

    private void flush(List<Slot<T, R>> batch) {
        List<T> items = new ArrayList<>(batch.size());
        for (Slot<T, R> slot : batch) {
            items.add(slot.item);
        }
        List<R> results;
        try {
            results = flush.apply(items);
            if (results.size() != batch.size()) {
                throw new IllegalStateException(
                        "A flush of " + batch.size() + " items gave " + results.size() + " results");
            }
        } catch (RuntimeException failure) {
            if (batch.size() == 1 || Outages.isOutage(failure)) {
                batch.forEach(slot -> slot.fail(failure));
            } else {
                flush(batch.subList(0, batch.size() / 2));
                flush(batch.subList(batch.size() / 2, batch.size()));
            }
            return;
        } catch (Error failure) {
            batch.forEach(slot -> slot.fail(failure));
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            batch.get(i).succeed(results.get(i));
        }
    }

    private static final class Slot<T, R extends @Nullable Object> {

        private enum State {
            WAITING,
            LEADS,
            DONE
        }

        private final T item;
        private final Thread owner;
        private @Nullable R value;
        /** A RuntimeException or an Error. */
        private @Nullable Throwable failure;

        private volatile State state = State.WAITING;

        Slot(T item, Thread owner) {
            this.item = item;
            this.owner = owner;
        }

        boolean isDone() {
            return state == State.DONE;
        }

        /** Not interruptible: the item may already be on its way, and its caller must learn what became of it. */
        void awaitResultOrLead() {
            boolean interrupted = false;
            while (state == State.WAITING) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                owner.interrupt();
            }
        }

        void takeLead() {
            state = State.LEADS;
            LockSupport.unpark(owner);
        }

        void succeed(R result) {
            value = result;
            end();
        }

        void fail(Throwable reason) {
            failure = reason;
            end();
        }

        private void end() {
            state = State.DONE;
            LockSupport.unpark(owner);
        }

        @SuppressWarnings("NullAway") // value is what the flush returned, and null only if R admits it
        R result() {
            if (failure instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return value;
        }
    }
}
