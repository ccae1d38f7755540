package studio.clearance.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Claims and grants: alone, to see what one costs, and many at once, to see how many come through. Every grant signs a letter. */
final class DecisionLoad {
    private static final String DECIDABLE = """
            select id from review_case
            where lane = 'legal' and state = 'QUEUED' and not needs_labour order by opened_at desc limit %d""";

    private final ApprovalAlone approval;
    private final People.Someone reviewer;
    private final PrintStream out;

    DecisionLoad(ApprovalAlone approval, People people, PrintStream out) {
        this.approval = approval;
        this.reviewer = people.called("legal-1", "legal-reviewer");
        this.out = out;
    }

    /** One reviewer, one case after the other. */
    void alone(int count) throws InterruptedException {
        out.printf("%nA lone reviewer: %,d claims, then %,d grants%n", count, count);
        List<String> cases = cases(count);
        try (var http = new Http(approval.port(), 1)) {
            var versions = new java.util.concurrent.ConcurrentHashMap<String, Integer>();
            Histogram claims = new SynchronizedHistogram(3);
            Histogram grants = new SynchronizedHistogram(3);
            var meter = new SqlMeter(approval);
            meter.start();
            ClosedLoop.run(
                    1,
                    count,
                    n -> claim(http, cases.get(n), claims).onSuccess(version -> versions.put(cases.get(n), version)));
            statements("claim", meter, count);
            meter.start();
            ClosedLoop.run(1, count, n -> grant(http, cases.get(n), versions.getOrDefault(cases.get(n), 0), grants));
            statements("grant", meter, count);
            percentiles("claim", claims);
            percentiles("grant", grants);
        }
    }

    private void statements(String what, SqlMeter meter, int count) {
        long transactions = meter.transactionsSinceStart();
        List<SqlMeter.Seen> seen =
                meter.sinceStart().stream().filter(each -> !each.isBackground()).toList();
        out.printf(
                "  SQL statements a %-8s %5.2f, %.3f ms of the server's time; %.2f transactions%n",
                what,
                seen.stream().mapToLong(SqlMeter.Seen::calls).sum() / (double) count,
                seen.stream().mapToDouble(SqlMeter.Seen::total).sum() / count,
                transactions / (double) count);
        for (SqlMeter.Seen each : seen) {
            if (each.calls() * 20 > count) {
                out.printf("      %6.2f x %.3f ms  %s%n", each.calls() / (double) count, each.mean(), each.inShort());
            }
        }
    }

    /** Many reviewers at once: each claims a case and grants it. */
    void together(int connections, int count, boolean profiled, Path recording) throws InterruptedException {
        out.printf("%n%,d cases claimed and granted over %d connections%n", count, connections);
        List<String> cases = cases(count);
        try (var http = new Http(approval.port(), connections)) {
            Histogram claims = new SynchronizedHistogram(3);
            Histogram grants = new SynchronizedHistogram(3);
            var meter = new SqlMeter(approval);
            var cpu = approval.meter();
            var hotSpots = new HotSpots(approval.servicePid(), recording);
            if (profiled) {
                hotSpots.start();
            }
            meter.start();
            cpu.start();
            long letters = letters();
            long begin = System.nanoTime();
            ClosedLoop.run(
                    connections,
                    count,
                    n -> claim(http, cases.get(n), claims)
                            .compose(version -> grant(http, cases.get(n), version, grants)));
            double seconds = (System.nanoTime() - begin) / 1e9;
            Map<String, Double> used = new TreeMap<>(cpu.sinceStart());
            List<SqlMeter.Seen> seen = meter.sinceStart();
            out.printf(
                    "  claimed and granted %,9.0f /s (%.2f s); signed letters %,.0f /s%n",
                    count / seconds, seconds, (letters() - letters) / seconds);
            percentiles("claim", claims);
            percentiles("grant", grants);
            out.print("  CPU ms a claim and grant");
            used.forEach((part, spent) -> out.printf("   %s %.2f", part, spent * 1000 / count));
            out.println();
            out.printf(
                    "  SQL statements %.2f a claim and grant (all of the service, relay and seals too), %.3f ms of the server's time%n",
                    seen.stream().mapToLong(SqlMeter.Seen::calls).sum() / (double) count,
                    seen.stream().mapToDouble(SqlMeter.Seen::total).sum() / count);
            for (SqlMeter.Seen each : seen.subList(0, Math.min(12, seen.size()))) {
                out.printf(
                        "      %7.3f ms a grant, %,6d x %.3f ms  %s%n",
                        each.total() / count, each.calls(), each.mean(), each.inShort());
            }
            if (profiled) {
                hotSpots.print(out);
            }
        }
    }

    /** Letters as their holders fetch them. */
    void lettersRead(int connections, int count) throws InterruptedException {
        List<String> ids = approval.column("select id from approval order by granted_at desc limit 500");
        try (var http = new Http(approval.port(), connections)) {
            Histogram times = new SynchronizedHistogram(3);
            long begin = System.nanoTime();
            ClosedLoop.run(connections, count, n -> {
                long sent = System.nanoTime();
                return http.get("/api/approvals/" + ids.get(n % ids.size()) + ".jws", reviewer.token())
                        .map(answer -> answer.must(200))
                        .onSuccess(answered -> times.recordValue((System.nanoTime() - sent) / 1_000));
            });
            out.printf("  letters read (JWS)  %,9.0f /s%n", count / ((System.nanoTime() - begin) / 1e9));
            percentiles("read", times);
        }
    }

    private List<String> cases(int count) {
        List<String> cases = approval.column(DECIDABLE.formatted(count));
        if (cases.size() < count) {
            throw new IllegalStateException("Only " + cases.size() + " cases are there to decide");
        }
        return cases;
    }

    private long letters() {
        return approval.number("select count(*) from approval");
    }

    private Future<Integer> claim(Http http, String id, Histogram times) {
        long begin = System.nanoTime();
        return http.post("/api/review-cases/" + id + "/claim", reviewer.token(), null, null)
                .map(answer -> answer.must(200).json().getInteger("version"))
                .onSuccess(version -> times.recordValue((System.nanoTime() - begin) / 1_000));
    }

    private Future<Http.Answer> grant(Http http, String id, int version, Histogram times) {
        long begin = System.nanoTime();
        return http.post("/api/review-cases/" + id + "/decisions", reviewer.token(), version, terms())
                .map(answer -> answer.must(201))
                .onSuccess(decided -> times.recordValue((System.nanoTime() - begin) / 1_000));
    }

    private static Buffer terms() {
        return new JsonObject()
                .put("decision", "GRANT")
                .put("scope", "This production, this tool, this material.")
                .put(
                        "expiresAt",
                        Instant.now()
                                .plus(90, ChronoUnit.DAYS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .toBuffer();
    }

    private void percentiles(String what, Histogram micros) {
        out.printf(
                "  %-20s p50 %8.2f ms   p99 %8.2f ms   max %8.2f ms%n",
                what,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }
}
