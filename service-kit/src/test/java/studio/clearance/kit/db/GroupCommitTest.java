package studio.clearance.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> flushed = new ArrayList<>();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void a_lone_caller_flushes_at_once_on_its_own_thread() {
        GroupCommit<Integer, Thread> commit = new GroupCommit<>(
                10, items -> items.stream().map(i -> Thread.currentThread()).toList());

        assertThat(commit.submit(1)).isSameAs(Thread.currentThread());
    }

    @Test
    void what_comes_during_a_flush_goes_together_into_the_next() throws Exception {
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(10, items -> {
            flushed.add(List.copyOf(items));
            awaitUninterruptibly(firstMayEnd);
            return items;
        });

        Future<Integer> first = callers.submit(() -> commit.submit(0));
        await().until(() -> flushed.size() == 1);
        List<Future<Integer>> rest = submitAll(commit, 1, 10);
        await().until(() -> commit.waiting() == 10);
        firstMayEnd.countDown();

        assertThat(first.get()).isZero();
        for (int i = 1; i <= 10; i++) {
            assertThat(rest.get(i - 1).get()).isEqualTo(i);
        }
        assertThat(flushed.getFirst()).containsExactly(0);
        assertThat(flushed.get(1)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(flushed).hasSize(2);
    }

    @Test
    void an_item_that_cannot_be_flushed_costs_only_its_own_caller() throws Exception {
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(100, items -> {
            awaitUninterruptibly(firstMayEnd);
            if (items.contains(13)) {
                throw new IllegalArgumentException("13");
            }
            return items;
        });

        Future<Integer> first = callers.submit(() -> commit.submit(0));
        List<Future<Integer>> rest = submitAll(commit, 1, 40);
        await().until(() -> commit.waiting() >= 40);
        firstMayEnd.countDown();

        assertThat(first.get()).isZero();
        for (int i = 1; i <= 40; i++) {
            Future<Integer> each = rest.get(i - 1);
            if (i == 13) {
                assertThatThrownBy(each::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(each.get()).isEqualTo(i);
            }
        }
    }

    @Test
    void an_outage_fails_everybody_in_the_flush_without_further_tries() throws Exception {
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        AtomicBoolean entered = new AtomicBoolean();
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(1_000, items -> {
            entered.set(true);
            awaitUninterruptibly(firstMayEnd);
            if (items.contains(0)) {
                return items;
            }
            tries.incrementAndGet();
            throw new DatabaseUnavailable("gone", new ConnectException());
        });

        Future<Integer> first = callers.submit(() -> commit.submit(0));
        await().until(entered::get);
        List<Future<Integer>> rest = submitAll(commit, 1, 50);
        await().until(() -> commit.waiting() == 50);
        firstMayEnd.countDown();

        assertThat(first.get()).isZero();
        for (Future<Integer> each : rest) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(DatabaseUnavailable.class);
        }
        assertThat(tries).hasValue(1);
    }

    @Test
    void callers_are_held_when_the_queue_is_full() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger entered = new AtomicInteger();
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(2, 4, items -> {
            awaitUninterruptibly(mayEnd);
            return items;
        });

        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int item = i;
            all.add(callers.submit(() -> {
                entered.incrementAndGet();
                return commit.submit(item);
            }));
        }
        await().until(() -> entered.get() == 50);
        assertThat(commit.waiting()).isLessThanOrEqualTo(4);
        mayEnd.countDown();

        for (int i = 0; i < 50; i++) {
            assertThat(all.get(i).get()).isEqualTo(i);
        }
    }

    @Test
    void every_caller_gets_its_own_result_under_load() throws Exception {
        GroupCommit<Integer, Integer> commit =
                new GroupCommit<>(64, items -> items.stream().map(i -> i * 2).toList());

        List<Future<Integer>> all = submitAll(commit, 0, 19_999);

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get()).isEqualTo(i * 2);
        }
    }

    @Test
    void a_flush_that_loses_count_is_a_defect_and_says_so() {
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(10, items -> List.of());

        assertThatThrownBy(() -> commit.submit(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 items gave 0 results");
    }

    private List<Future<Integer>> submitAll(GroupCommit<Integer, Integer> commit, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> callers.submit(() -> commit.submit(i)))
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
