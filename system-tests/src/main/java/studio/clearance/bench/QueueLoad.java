package studio.clearance.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Reads the queue in every way its pages and its callers do, over HTTP and one request after the other, so that a figure is
 * the time of the request and not of a line before it. What the database had to do for it is counted beside it.
 */
final class QueueLoad {
    private static final int WARM_UP = 20;
    /** Until the service's own code is compiled; what a page costs right after a start is another question. */
    private static final int FIRST_WARM_UP = 3_000;

    private final ApprovalAlone approval;
    private final People people;
    private final int requests;
    private final boolean explained;
    private final Path plans;
    private final PrintStream out;

    QueueLoad(ApprovalAlone approval, People people, int requests, boolean explained, Path plans, PrintStream out) {
        this.approval = approval;
        this.people = people;
        this.requests = requests;
        this.explained = explained;
        this.plans = plans;
        this.out = out;
    }

    /** @param path for the n-th request; they differ where callers differ */
    private record View(String name, People.Someone by, IntFunction<String> path) {}

    void measure() throws InterruptedException {
        var legal = people.called("legal-1", "legal-reviewer");
        var contact = people.called("contact-1", "contact");
        var labour = people.called("labour-1", "labour-reviewer");
        var auditor = people.called("auditor-1", "auditor");
        List<View> views = new ArrayList<>();
        for (var someone : List.of(legal, contact, labour, auditor)) {
            views.addAll(ofTheApi(someone));
        }
        for (var someone : List.of(legal, contact, auditor)) {
            views.addAll(ofThePage(someone));
        }
        var wanted = List.of(
                System.getenv().getOrDefault("CLEARANCE_BENCH_VIEWS", "").split(",", -1));
        try (var http = new Http(approval.port(), 1)) {
            ClosedLoop.run(1, FIRST_WARM_UP, n -> get(http, views.get(n % views.size()), n));
            for (View view : views) {
                if (wanted.stream().anyMatch(view.name()::contains)) {
                    measure(view, http);
                }
            }
        }
    }

    private List<View> ofTheApi(People.Someone by) {
        List<View> views = new ArrayList<>();
        String api = "/api/review-cases?limit=50";
        String who = by.username() + ": ";
        List<String> cursors = cursorsFarIn(by);
        List<String> partners =
                column("select distinct partner_id from review_case where is_open order by 1 limit 300");
        List<String> productions =
                column("select distinct production_id from review_case where is_open order by 1 limit 300");
        views.add(new View(who + "first page", by, n -> api));
        views.add(new View(who + "deep page", by, n -> api + "&cursor=" + cursors.get(n % cursors.size())));
        if (by.username().startsWith("legal") || by.username().startsWith("auditor")) {
            views.add(new View(who + "lane:legal", by, n -> api + "&lane=legal"));
            views.add(new View(who + "lane:contact", by, n -> api + "&lane=contact"));
            views.add(new View(
                    who + "lane:legal deep", by, n -> api + "&lane=legal&cursor=" + cursors.get(n % cursors.size())));
        }
        for (String state : List.of("QUEUED", "CLAIMED", "INFORMATION_REQUESTED", "GRANTED", "DENIED")) {
            views.add(new View(who + "state:" + state, by, n -> api + "&state=" + state));
        }
        for (String outcome : List.of("ESCALATE", "CONTACT_REVIEW")) {
            views.add(new View(who + "outcome:" + outcome, by, n -> api + "&outcome=" + outcome));
        }
        for (String clause : List.of("IN-2", "MX-4", "P5", "CW-2", "QA-2X", "CW-3", "RC-9", "TE-0")) {
            views.add(new View(who + "clause:" + clause, by, n -> api + "&clause=" + clause));
        }
        views.add(new View(
                who + "clause:CW-2 deep", by, n -> api + "&clause=CW-2&cursor=" + cursors.get(n % cursors.size())));
        views.add(new View(who + "partner", by, n -> api + "&partner=" + partners.get(n % partners.size())));
        views.add(
                new View(who + "production", by, n -> api + "&production=" + productions.get(n % productions.size())));
        for (String assignee : List.of("me", "nobody", by.username().replaceAll("-1$", "-2"))) {
            views.add(new View(who + "assignee:" + assignee, by, n -> api + "&assignee=" + assignee));
        }
        views.add(new View(
                who + "assignee:nobody deep",
                by,
                n -> api + "&assignee=nobody&cursor=" + cursors.get(n % cursors.size())));
        for (String due : List.of("overdue", "today", "later", "paused")) {
            views.add(new View(who + "due:" + due, by, n -> api + "&due=" + due));
        }
        views.add(new View(
                who + "clause:P5 state:CLAIMED partner",
                by,
                n -> api + "&clause=P5&state=CLAIMED&partner=" + partners.get(n % partners.size())));
        views.add(new View(who + "clause:P5 assignee:me", by, n -> api + "&clause=P5&assignee=me"));
        return views;
    }

    /** The page reads one page of the queue, the totals above it, what is saved and whom one can assign. */
    private List<View> ofThePage(People.Someone by) {
        String who = by.username() + " page: ";
        List<String> cursors = cursorsFarIn(by);
        List<View> views = new ArrayList<>();
        for (String line : List.of(
                "",
                "is:unclaimed",
                "is:mine",
                "due:overdue",
                "clause:P5",
                "clause:CW-3",
                "is:claimed",
                "outcome:contact",
                "partner:partner-7 sort:due")) {
            views.add(new View(who + (line.isEmpty() ? "all" : line), by, n -> "/queue?q=" + encoded(line)));
        }
        views.add(new View(
                who + "deep", by, n -> "/queue?q=" + encoded("is:open") + "&after=" + cursors.get(n % cursors.size())));
        views.add(new View(who + "news (all counts)", by, n -> "/queue/news?q=&since=2026-11-01T00:00:00Z"));
        return views;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Behind rows from all over the queue, as a page would name them. */
    private List<String> cursorsFarIn(People.Someone by) {
        String seen = by.username().startsWith("contact")
                ? "lane = 'contact'"
                : by.username().startsWith("labour") ? "needs_labour" : "true";
        return column("""
                select to_char(sort_due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || chr(31) || id
                from review_case tablesample system (1) where is_open and %s and sort_due < 'infinity' and sort_due > now() + interval '5 days'
                order by random() limit 300""".formatted(seen)).stream()
                .map(keys -> Base64.getUrlEncoder().withoutPadding().encodeToString(("1\u001f" + keys).getBytes(UTF_8)))
                .toList();
    }

    private List<String> column(String query) {
        return approval.column(query);
    }

    private void measure(View view, Http http) throws InterruptedException {
        ClosedLoop.run(1, WARM_UP, n -> get(http, view, n));
        Histogram times = new SynchronizedHistogram(3);
        var meter = new SqlMeter(approval);
        meter.start();
        ClosedLoop.run(1, requests, n -> {
            long begin = System.nanoTime();
            return get(http, view, n).onSuccess(answered -> times.recordValue((System.nanoTime() - begin) / 1_000));
        });
        List<SqlMeter.Seen> seen =
                meter.sinceStart().stream().filter(each -> !each.isBackground()).toList();
        double calls = seen.stream().mapToLong(SqlMeter.Seen::calls).sum() / (double) requests;
        double spent = seen.stream().mapToDouble(SqlMeter.Seen::total).sum() / requests;
        double slowest = seen.stream().mapToDouble(SqlMeter.Seen::max).max().orElse(0);
        long bytes = Http.await(get(http, view, 0)).body().length();
        out.printf(
                "  %-52s p50 %7.2f  p99 %7.2f  max %7.2f ms   SQL %4.1f statements %7.2f ms, slowest %7.2f   %,d bytes%s%n",
                view.name(),
                times.getValueAtPercentile(50) / 1000.0,
                times.getValueAtPercentile(99) / 1000.0,
                times.getMaxValue() / 1000.0,
                calls,
                spent,
                slowest,
                bytes,
                times.getValueAtPercentile(99) >= 10_000 ? "   SLOW" : "");
        if (explained) {
            explain(view, http);
        }
    }

    private static Future<Http.Answer> get(Http http, View view, int n) {
        return http.get(view.path().apply(n), view.by().token()).map(answer -> answer.must(200));
    }

    /** Once more, with the plans of its statements into a file of its own. */
    private void explain(View view, Http http) {
        approval.sql("alter system set auto_explain.log_min_duration = 0", "select pg_reload_conf()");
        try {
            long position = approval.logSize();
            Thread.sleep(300); // the sessions read the new setting when they next wait
            Http.await(get(http, view, 1));
            Http.await(get(http, view, 2));
            Files.createDirectories(plans);
            Files.writeString(
                    plans.resolve(view.name().replaceAll("[^A-Za-z0-9]+", "-") + ".txt"), approval.logSince(position));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            approval.sql("alter system set auto_explain.log_min_duration = -1", "select pg_reload_conf()");
        }
    }
}
