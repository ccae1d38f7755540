package studio.clearance.bench;

import io.vertx.core.Future;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Very many clocks that reach their mark in the same second, and very many letters that end in it, while people go on working. */
final class ClockLoad {
    private final ApprovalAlone approval;
    private final People.Someone reviewer;
    private final PrintStream out;

    ClockLoad(ApprovalAlone approval, People people, PrintStream out) {
        this.approval = approval;
        this.reviewer = people.called("legal-1", "legal-reviewer");
        this.out = out;
    }

    void due(int count) throws InterruptedException {
        out.printf("%n%,d cases due in the same second%n", count);
        spread(
                "update review_case set next_mark_at = now() where id in "
                        + "(select id from review_case where is_open and next_mark_at is not null limit " + count + ")",
                "select count(*) from review_case where next_mark_at <= now()",
                count);
    }

    void expiring(int count) throws InterruptedException {
        long living = approval.number("select count(*) from approval where state = 'IN_FORCE'");
        int some = (int) Math.min(count, living);
        out.printf("%n%,d approvals expiring in the same second%n", some);
        spread(
                "update approval set effective_from = now() - interval '2 seconds', expires_at = now() where id in "
                        + "(select id from approval where state = 'IN_FORCE' limit " + some + ")",
                "select count(*) from approval where state = 'IN_FORCE' and expires_at <= now()",
                some);
    }

    private void spread(String makeThemDue, String left, int count) throws InterruptedException {
        try (var http = new Http(approval.port(), 1)) {
            var reading = new AtomicBoolean(true);
            Histogram pages = new SynchronizedHistogram(3);
            Future<Void> reader = readOn(http, pages, reading);
            var meter = new SqlMeter(approval);
            var cpu = approval.meter();
            long published = approval.number("select coalesce(max(position), 0) from outbox");
            approval.sql(makeThemDue);
            meter.start();
            cpu.start();
            long begin = System.nanoTime();
            long first = 0;
            while (true) {
                long still = approval.number(left);
                if (first == 0 && still < count) {
                    first = System.nanoTime();
                }
                if (still == 0) {
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            double seconds = (System.nanoTime() - (first == 0 ? begin : first)) / 1e9;
            var used = cpu.sinceStart();
            var seen = meter.sinceStart();
            TimeUnit.MILLISECONDS.sleep(500);
            reading.set(false);
            Http.await(reader);
            out.printf(
                    "  done in %.2f s from the first: %,.0f /s; CPU %s; statements %,d; positions of the outbox drawn since: from %,d%n",
                    seconds,
                    count / seconds,
                    used,
                    seen.stream().mapToLong(SqlMeter.Seen::calls).sum(),
                    published);
            out.printf(
                    "  first page of the queue meanwhile: %,d read, p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                    pages.getTotalCount(),
                    pages.getValueAtPercentile(50) / 1000.0,
                    pages.getValueAtPercentile(99) / 1000.0,
                    pages.getMaxValue() / 1000.0);
            for (SqlMeter.Seen each : seen.subList(0, Math.min(8, seen.size()))) {
                out.printf("      %,6d x %.3f ms  %s%n", each.calls(), each.mean(), each.inShort());
            }
        }
    }

    private Future<Void> readOn(Http http, Histogram pages, AtomicBoolean reading) {
        if (!reading.get()) {
            return Future.succeededFuture();
        }
        long begin = System.nanoTime();
        return http.get("/api/review-cases?lane=legal", reviewer.token())
                .map(answer -> answer.must(200))
                .compose(answer -> {
                    pages.recordValue((System.nanoTime() - begin) / 1_000);
                    return http.after(5);
                })
                .compose(rested -> readOn(http, pages, reading));
    }
}
