package studio.clearance.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Measures a running system from outside, as its users meet it: submissions into the queue, and whole trips from a declaration
 * to a delivered notice. Prints rates, percentiles and the processor time of each part.
 */
public final class Bench {
    private final Settings settings;
    private final SystemUnderLoad system;
    private final PrintStream out;

    private Bench(Settings settings, SystemUnderLoad system, PrintStream out) {
        this.settings = settings;
        this.system = system;
        this.out = out;
    }

    /** Settings come as {@code CLEARANCE_BENCH_…} variables, which {@code ./clearance bench} sets for the system it runs. */
    public static void main(String[] args) throws Exception {
        var settings = Settings.from(System.getenv());
        try (var system = SystemUnderLoad.connect(settings)) {
            var bench = new Bench(settings, system, System.out);
            bench.warmUp();
            bench.submissions();
            bench.lifecycles();
        }
    }

    private void warmUp() throws InterruptedException {
        out.printf("Warming up with %,d submissions%n", settings.warmUp());
        var flight = system.expectTriaged(settings.warmUp());
        long before = system.queued();
        ClosedLoop.run(settings.connections(), settings.warmUp(), number -> system.submit(number, flight));
        flight.awaitAllTriaged(settings.patience());
        system.awaitQueued(before + settings.warmUp(), settings.patience());
    }

    private void submissions() throws InterruptedException {
        int count = settings.submissions();
        out.printf("%nSubmissions into the queue: %,d over %d connections%n", count, settings.connections());
        var meter = system.meter();
        var flight = system.expectTriaged(count);
        long before = system.queued();
        meter.start();
        long begin = System.nanoTime();
        ClosedLoop.run(settings.connections(), count, number -> system.submit(number, flight));
        long accepted = System.nanoTime() - begin;
        flight.awaitAllTriaged(settings.patience());
        long triaged = System.nanoTime() - begin;
        system.awaitQueued(before + count, settings.patience());
        long queued = System.nanoTime() - begin;

        rate("accepted", count, accepted);
        rate("triaged", count, triaged);
        rate("in the queue", count, queued);
        percentiles("POST answered", flight.answered());
        percentiles("accepted to triaged", flight.triaged());
        processorTime(meter, count, "submissions");
    }

    private void lifecycles() throws InterruptedException {
        int count = settings.lifecycles();
        out.printf("%nLifecycles: %,d (submit, list, claim, grant, notice delivered)%n", count);
        var meter = system.meter();
        meter.start();
        long begin = System.nanoTime();
        var trips = system.playLifecycles(count);
        long delivered = System.nanoTime() - begin;

        rate("lifecycles", count, delivered);
        percentiles("list the queue", trips.list());
        percentiles("claim", trips.claim());
        percentiles("grant", trips.grant());
        percentiles("submitted to notice delivered", trips.whole());
        out.printf("  claims lost to another reviewer: %,d%n", trips.lostClaims());
        processorTime(meter, count, "lifecycles");
    }

    private void rate(String what, int count, long nanos) {
        out.printf("  %-30s %,9.0f /s   (%,.2f s)%n", what, count / seconds(nanos), seconds(nanos));
    }

    private void percentiles(String what, Histogram micros) {
        out.printf(
                "  %-30s p50 %8.1f ms   p99 %8.1f ms   max %8.1f ms%n",
                what,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }

    private void processorTime(CpuMeter meter, int count, String what) {
        Map<String, Double> used = new TreeMap<>(meter.sinceStart());
        double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, String> shown = new LinkedHashMap<>();
        for (Entry<String, Double> part : used.entrySet()) {
            shown.put(part.getKey(), "%.2f".formatted(part.getValue() * 1000 / count));
        }
        out.printf("  CPU s per 1,000 %-14s %8.2f   %s%n", what, all * 1000 / count, shown);
    }

    private static double seconds(long nanos) {
        return nanos / (double) Duration.ofSeconds(1).toNanos();
    }
}
