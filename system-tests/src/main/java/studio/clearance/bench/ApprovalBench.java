package studio.clearance.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import studio.clearance.local.parts.Home;

/**
 * Measures the approval service alone, started here on a real PostgreSQL and Kafka of its own.
 *
 * <pre>
 * queue      every way to read a queue of CLEARANCE_BENCH_CASES open cases, and decisions in it
 * decisions  cases opened, claimed and granted, alone and over CLEARANCE_BENCH_CONNECTIONS connections
 * clocks     ten thousand cases due, and letters expiring, in one second
 * </pre>
 *
 * Settings are {@code CLEARANCE_BENCH_…} variables: {@code BUILD} names builds of the service to compare, separated by
 * commas, each measured on the data of the one before; {@code PROFILE=yes} adds where its processor time goes, {@code DIRECTORY} where data, plans and recordings lie.
 */
public final class ApprovalBench {
    private static final int CLOSED_PER_OPEN = 5;

    private final ApprovalAlone approval;
    private final People people;
    private final List<Path> builds;
    private final Path directory;
    private final Map<String, String> environment;
    private final PrintStream out;

    private ApprovalBench(
            ApprovalAlone approval,
            People people,
            List<Path> builds,
            Path directory,
            Map<String, String> environment,
            PrintStream out) {
        this.approval = approval;
        this.people = people;
        this.builds = builds;
        this.directory = directory;
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        Path repository = Home.repository();
        List<Path> builds = Stream.of(environment
                        .getOrDefault(
                                "CLEARANCE_BENCH_BUILD",
                                repository
                                        .resolve("approval-service/target/quarkus-app")
                                        .toString())
                        .split(",", -1))
                .map(build -> Path.of(build).toAbsolutePath())
                .toList();
        Path directory = Path.of(environment.getOrDefault(
                        "CLEARANCE_BENCH_DIRECTORY",
                        repository.resolve("system-tests/target/bench").toString()))
                .resolve(Instant.now().toString().replaceAll("[^0-9T]", "").substring(0, 15))
                .toAbsolutePath();
        Files.createDirectories(directory);
        People people = People.withAKeyOfTheirOwn();
        List<String> asked = arguments.length == 0 ? List.of("decisions", "clocks", "queue") : List.of(arguments);
        try (var approval = ApprovalAlone.start(directory, builds.getFirst(), people)) {
            var bench = new ApprovalBench(approval, people, builds, directory, environment, System.out);
            bench.out.printf("Data in %s%n", directory);
            for (String part : asked) {
                bench.run(part);
            }
        }
    }

    private void run(String part) throws InterruptedException, IOException {
        switch (part) {
            case "queue" -> queue();
            case "decisions" -> decisions();
            case "clocks" -> clocks();
            default -> throw new IllegalArgumentException("There is no part " + part);
        }
    }

    private void queue() throws InterruptedException {
        int open = number("CASES", 1_000_000);
        new FilledQueue(approval, out).fill(open, open / CLOSED_PER_OPEN);
        for (Path build : builds) {
            serve(build);
            new QueueLoad(
                            approval,
                            people,
                            number("REQUESTS", 300),
                            !environment
                                    .getOrDefault("CLEARANCE_BENCH_PLANS", "yes")
                                    .equals("no"),
                            directory.resolve("plans-" + builds.indexOf(build)),
                            out)
                    .measure();
            var decisions = new DecisionLoad(approval, people, out);
            decisions.alone(number("ALONE", 200));
            decisions.together(
                    connections(), number("DECISIONS", 2_000), profiled(), recording("decisions-in-the-queue"));
        }
    }

    /** With connections of its own: what was planned before the tables were filled is planned anew. */
    private void serve(Path build) {
        out.printf("%n%s%n", build);
        approval.replaceService(build);
        approval.sql("vacuum analyze");
    }

    private void decisions() throws InterruptedException {
        int count = number("DECISIONS", 6_000);
        int runs = number("RUNS", 3);
        int alone = number("ALONE", 300);
        for (Path build : builds) {
            serve(build);
            var decisions = new DecisionLoad(approval, people, out);
            opening().open(runs * count + count / 2 + 2 * alone, profiled(), recording("opening"));
            approval.sql("vacuum analyze");
            out.printf("%nWarming up%n");
            decisions.together(connections(), count / 2, false, recording("warm-up"));
            decisions.alone(alone);
            decisions.alone(alone);
            for (int run = 0; run < runs; run++) {
                boolean last = run == runs - 1;
                decisions.together(connections(), count, last && profiled(), recording("decisions"));
            }
            decisions.lettersRead(connections(), count);
        }
    }

    private void clocks() throws InterruptedException {
        int count = number("DUE", 10_000);
        for (Path build : builds) {
            serve(build);
            opening().open(count, false, recording("opening"));
            approval.sql("vacuum analyze");
            var clocks = new ClockLoad(approval, people, out);
            clocks.due(count);
            clocks.due(count);
            new DecisionLoad(approval, people, out).together(connections(), count, false, recording("clocks"));
            clocks.expiring(count);
        }
    }

    private OpeningLoad opening() {
        return new OpeningLoad(
                approval,
                Home.repository().resolve("triage-service/src/main/contracts/examples/EscalationRequested.v1.json"),
                out);
    }

    private int connections() {
        return number("CONNECTIONS", 64);
    }

    private boolean profiled() {
        return environment.getOrDefault("CLEARANCE_BENCH_PROFILE", "").equals("yes");
    }

    private Path recording(String name) {
        return directory.resolve(name + ".jfr");
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(environment.getOrDefault("CLEARANCE_BENCH_" + name, String.valueOf(otherwise)));
    }
}
