package studio.clearance.local.command;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import studio.clearance.local.system.Part;
import studio.clearance.local.system.Progress;

/** One line for each part: drawn over and over on a terminal, written once a change elsewhere. */
final class Board implements Progress, AutoCloseable {
    private record Line(State state, long since, Duration took, String words) {}

    private final Terminal terminal;
    private final Map<Part, Line> lines = new EnumMap<>(Part.class);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private int drawn;

    Board(Terminal terminal) {
        this.terminal = terminal;
        if (terminal.live()) {
            clock.scheduleAtFixedRate(this::draw, 200, 200, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void tell(Part part, State state, Duration since, String words) {
        lines.put(part, new Line(state, System.nanoTime() - since.toNanos(), since, words));
        if (!terminal.live() || clock.isShutdown()) {
            write(part, state, since, words);
        }
    }

    private void write(Part part, State state, Duration took, String words) {
        switch (state) {
            case READY -> terminal.say("%-13s ready after %s".formatted(part.title(), Terminal.seconds(took)));
            case FAILED ->
                terminal.complain("%-13s failed after %s: %s".formatted(part.title(), Terminal.seconds(took), words));
            case STOPPED -> terminal.say("%-13s stopped".formatted(part.title()));
            case WAITING, STARTING, STOPPING -> {}
        }
    }

    private synchronized void draw() {
        if (lines.isEmpty()) {
            return;
        }
        var picture = new StringBuilder();
        if (drawn > 0) {
            picture.append("\033[").append(drawn).append('A');
        }
        lines.forEach((part, line) ->
                picture.append("\033[2K").append(drawn(part, line)).append('\n'));
        drawn = lines.size();
        terminal.out().print(picture);
        terminal.out().flush();
    }

    private static String drawn(Part part, Line line) {
        boolean going = line.state() == State.STARTING || line.state() == State.STOPPING;
        Duration time = going ? Duration.ofNanos(System.nanoTime() - line.since()) : line.took();
        String words =
                line.state() == State.FAILED ? line.words().lines().findFirst().orElse("") : line.words();
        return String.format(
                        Locale.ROOT,
                        "  %s %-13s %8s  %s",
                        sign(line.state()),
                        part.title(),
                        line.state() == State.WAITING ? "" : Terminal.seconds(time),
                        words)
                .stripTrailing();
    }

    private static String sign(Progress.State state) {
        return switch (state) {
            case WAITING -> "\033[2m·\033[0m";
            case STARTING, STOPPING -> "\033[33m…\033[0m";
            case READY -> "\033[32m✓\033[0m";
            case FAILED -> "\033[31m✗\033[0m";
            case STOPPED -> "\033[2m–\033[0m";
        };
    }

    /** Leaves the last state on the screen; what failed is told in full, and what happens from now on a line each. */
    @Override
    public void close() {
        boolean first = !clock.isShutdown();
        clock.shutdownNow();
        if (terminal.live() && first) {
            draw();
            synchronized (this) {
                lines.values().stream()
                        .filter(line -> line.state() == State.FAILED)
                        .forEach(line -> terminal.complain(line.words()));
            }
        }
    }
}
