package studio.clearance.notification.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Claims what is due and gives each claimed task a virtual thread of its own, at most so many at once. Sleeps until it is
 * woken, a task is done, or a round is over: what other instances queued and what waited for its time is found by the round.
 */
public final class Dispatch<T> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    /** What becomes due by time alone, or was queued by an instance that died, is found within this. */
    private static final Duration ROUND = Duration.ofSeconds(1);
    /** Under load claims start at least this far apart, so that each finds many. The first after a pause does not wait. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_TASKS = Duration.ofSeconds(10);

    /** Where tasks come from. */
    @FunctionalInterface
    public interface Source<T> {
        List<T> claim(int most);
    }

    /** What a finished task makes room for. */
    public enum Sharing {
        /** For any other; the next claim finds it. */
        ONE_WINDOW,
        /** For one of its own kind, which may have been left waiting although the window had room. */
        SHARES_OF_ITS_OWN
    }

    /** What to do with one; it runs on a virtual thread and must not throw. */
    @FunctionalInterface
    public interface Sender<T> {
        void send(T task);
    }

    private final String name;
    private final int window;
    private final Sharing sharing;
    private final Source<T> source;
    private final Sender<T> sender;
    private final ExecutorService senders;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int underWay;
    private boolean rung;
    private boolean stopped;
    private Thread claims = Thread.currentThread();

    /** @param window how many tasks may be under way at once */
    public Dispatch(String name, int window, Sharing sharing, Source<T> source, Sender<T> sender) {
        this.name = name;
        this.window = window;
        this.sharing = sharing;
        this.source = source;
        this.sender = sender;
        this.senders = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    public void start(Bell bell) {
        bell.add(this);
        claims = Thread.ofVirtual().name(name + "-claims").start(this::run);
    }

    /** Something may be due. */
    void wake() {
        lock.lock();
        try {
            rung = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            for (int room = room(); room > 0; room = room()) {
                try {
                    long began = System.nanoTime();
                    List<T> tasks = source.claim(room);
                    tasks.forEach(this::give);
                    pause = FIRST_PAUSE;
                    if (tasks.isEmpty()) {
                        awaitChange(ROUND);
                    } else {
                        gather(began);
                    }
                } catch (RuntimeException failure) {
                    LOG.warnf("%s cannot claim at the moment: %s", name, failure);
                    awaitStop(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a good part of the window is free, so that claims stay large; 0 when it is time to stop. */
    private int room() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && underWay > window / 2) {
                changed.await();
            }
            return stopped ? 0 : window - underWay;
        } finally {
            lock.unlock();
        }
    }

    private void give(T task) {
        lock.lock();
        try {
            underWay++;
        } finally {
            lock.unlock();
        }
        senders.execute(() -> {
            try {
                sender.send(task);
            } catch (RuntimeException defect) {
                LOG.errorf(defect, "%s failed on a task; its claim runs out and it is tried again", name);
            } finally {
                done();
            }
        });
    }

    private void done() {
        lock.lock();
        try {
            underWay--;
            rung |= sharing == Sharing.SHARES_OF_ITS_OWN;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!rung && !stopped && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            rung = false;
        } finally {
            lock.unlock();
        }
    }

    private void gather(long began) throws InterruptedException {
        long left = GATHER.toNanos() - (System.nanoTime() - began);
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private void awaitStop(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!stopped && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Claims nothing more and lets the tasks under way end, for a while. What is cut off is claimed again elsewhere. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            claims.join(LAST_TASKS);
            senders.shutdown();
            if (!senders.awaitTermination(LAST_TASKS.toSeconds(), TimeUnit.SECONDS)) {
                LOG.infof("%s leaves %d tasks unfinished; they are sent again", name, underWay);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
