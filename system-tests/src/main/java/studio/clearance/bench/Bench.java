package studio.clearance.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import studio.clearance.local.parts.Directories;
import studio.clearance.local.parts.Home;
import studio.clearance.local.parts.LocalPostgres.Durability;
import studio.clearance.local.parts.PartFailed;
import studio.clearance.local.system.Addresses;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.LocalSystem;
import studio.clearance.local.system.Part;
import studio.clearance.local.system.Progress;

/**
 * {@code ./clearance bench}: starts a system of its own on free ports, with the memory and the durability of any other, and measures
 * it from outside, as its users meet it: submissions into the queue, and whole trips from a declaration to a delivered notice.
 */
public final class Bench {
    private final Load load;
    private final SystemUnderLoad system;
    private final Statements statements;
    private final CpuMeter processors;
    private final Map<String, HotSpots> recorders = new TreeMap<>();
    private final PrintStream out;

    private Bench(
            Load load, SystemUnderLoad system, Statements statements, Installation installation, PrintStream out) {
        this.load = load;
        this.system = system;
        this.statements = statements;
        this.processors = new CpuMeter(processes(installation));
        this.out = out;
        if (load.profile()) {
            for (Part service : Part.SERVICES) {
                Path recording = installation.directory().resolve("recordings").resolve(service.id() + ".jfr");
                installation
                        .process(service)
                        .running()
                        .ifPresent(running -> recorders.put(service.id(), new HotSpots(running.pid(), recording)));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        try {
            System.exit(measure(Load.of(List.of(arguments)), System.out) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + ". See ./clearance help");
            System.exit(2);
        } catch (PartFailed | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** @return whether every call was answered as it should be */
    private static boolean measure(Load load, PrintStream out) throws InterruptedException, IOException, SQLException {
        var installation = new Installation(Home.repository(), Home.data().resolve("bench"));
        if (Files.exists(installation.directory())) {
            Directories.delete(installation.directory());
        }
        out.println("Starting a system of its own on free ports");
        var parts = new LocalSystem(
                installation, Addresses.free(), Durability.MACHINE, Statements.SETTINGS, Progress.SILENT);
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop-the-system"));
        boolean faultless;
        try (parts) {
            parts.start();
            var identity = new Identity(installation, parts.addresses());
            try (var statements = new Statements(parts.postgres());
                    var system = new SystemUnderLoad(parts, identity, load)) {
                var bench = new Bench(load, system, statements, installation, out);
                bench.warmUp();
                bench.submissions();
                bench.lifecycles();
                faultless = system.errors().count() == 0;
            }
        }
        return faultless;
    }

    /** The generator, with the mail server and the unused gateway in its process, is shown apart: it is no part of the system. */
    private static Map<String, Long> processes(Installation installation) {
        var processes = new LinkedHashMap<String, Long>();
        for (Part part : Part.values()) {
            if (!part.livesInTheLauncher()) {
                installation.process(part).running().ifPresent(running -> processes.put(part.id(), running.pid()));
            }
        }
        processes.put(CpuMeter.GENERATOR, ProcessHandle.current().pid());
        return processes;
    }

    private void warmUp() throws InterruptedException {
        out.printf("Warming up with %,d lifecycles%n", load.warmUp());
        system.playLifecycles(load.warmUp());
    }

    private void submissions() throws InterruptedException {
        int count = load.submissions();
        out.printf("%nSubmissions into the queue: %,d over %d connections%n", count, load.connections());
        int errorsBefore = system.errors().count();
        var flight = system.expectTriaged(count);
        long before = system.queued();
        startMeters();
        long begin = System.nanoTime();
        ClosedLoop.run(load.connections(), count, number -> system.submit(number, flight));
        long accepted = System.nanoTime() - begin;
        flight.awaitAllTriaged(Load.PATIENCE);
        long triaged = System.nanoTime() - begin;
        int failed = system.errors().count() - errorsBefore;
        system.awaitQueued(before + count - failed);
        long queued = System.nanoTime() - begin;

        rate("accepted", count - failed, accepted);
        rate("accepted and triaged", count - failed, triaged);
        rate("accepted, triaged and queued", count - failed, queued);
        percentiles("POST answered", flight.answered());
        percentiles("POST accepted to Triaged", flight.triaged());
        costs(count, "submissions");
        errors(errorsBefore);
        profile();

        out.printf("%nEmptying the queue%n");
        system.clearQueue();
    }

    private void lifecycles() throws InterruptedException {
        int count = load.lifecycles();
        out.printf("%nLifecycles: %,d (submit, list, claim, grant, notice delivered)%n", count);
        int errorsBefore = system.errors().count();
        startMeters();
        long begin = System.nanoTime();
        var trips = system.playLifecycles(count);
        long delivered = System.nanoTime() - begin;

        rate("lifecycles", count, delivered);
        percentiles("list the queue", trips.list());
        percentiles("claim", trips.claim());
        percentiles("grant", trips.grant());
        percentiles("submitted to notice delivered", trips.whole());
        out.printf("  %-30s %,9d%n", "claims lost to a colleague", trips.lostClaims());
        costs(count, "lifecycles");
        errors(errorsBefore);
        profile();
    }

    private void profile() {
        if (!load.profile()) {
            return;
        }
        kinds("most of the database's time", statements.dearest());
        kinds("most often asked", statements.mostCalled());
        recorders.forEach((service, recorder) -> {
            out.printf("%n  %s%n", service);
            recorder.print(out);
        });
    }

    private void startMeters() {
        recorders.values().forEach(HotSpots::start);
        statements.start();
        processors.start();
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

    private void costs(int count, String what) {
        Map<String, Double> used = new TreeMap<>(processors.sinceStart());
        double generator = used.getOrDefault(CpuMeter.GENERATOR, 0.0) * 1000 / count;
        used.remove(CpuMeter.GENERATOR);
        double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, String> shown = new LinkedHashMap<>();
        for (Entry<String, Double> part : used.entrySet()) {
            shown.put(part.getKey(), "%.2f".formatted(part.getValue() * 1000 / count));
        }
        out.printf("  CPU s per 1,000 %-14s %9.2f   %s%n", what, all * 1000 / count, shown);
        out.printf("  %-30s %9.2f   (generator and mail server)%n", "  and beside the system", generator);
        Map<String, Long> asked = statements.sinceStart();
        Map<String, String> each = new LinkedHashMap<>();
        asked.forEach((database, calls) -> each.put(database, "%.2f".formatted(calls / (double) count)));
        out.printf(
                "  SQL statements each            %9.2f   %s%n",
                asked.values().stream().mapToLong(Long::longValue).sum() / (double) count, each);
    }

    private void errors(int before) {
        out.printf("  %-30s %,9d%n", "errors", system.errors().count() - before);
        system.errors().byKind().forEach((kind, times) -> out.printf("    %,d × %s%n", times, kind));
    }

    private void kinds(String heading, List<Statements.Kind> kinds) {
        out.printf("%n  %s%n", heading);
        for (Statements.Kind kind : kinds) {
            out.printf(
                    "    %-12s %,7d calls %,8d rows %,9.0f ms  %s%n",
                    kind.database(), kind.calls(), kind.rows(), kind.milliseconds(), kind.text());
        }
    }

    private static double seconds(long nanos) {
        return nanos / (double) Duration.ofSeconds(1).toNanos();
    }
}
