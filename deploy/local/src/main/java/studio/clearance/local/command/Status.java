package studio.clearance.local.command;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import studio.clearance.local.parts.Ports;
import studio.clearance.local.system.Addresses;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Memory;
import studio.clearance.local.system.Part;
import studio.clearance.local.system.Progress;

/** {@code ./clearance status}: what runs, where, since when, and how much memory it takes. */
final class Status {
    private final Installation installation;
    private final Terminal terminal;

    Status(Installation installation, Terminal terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    void run() {
        Optional<ProcessHandle> launcher = installation.launcher().running();
        if (launcher.isEmpty()) {
            throw new Refused("Clearance is not running. ./clearance up starts it.");
        }
        Addresses addresses = installation.addresses();
        Map<Part, Journal.Entry> last = new EnumMap<>(Part.class);
        Journal.of(installation).entries().forEach(entry -> last.put(entry.part(), entry));
        terminal.say("%-13s %-9s %6s %8s %9s %9s".formatted("part", "state", "port", "process", "memory", "for"));
        long total = 0;
        boolean sound = true;
        for (Part part : Part.values()) {
            Optional<ProcessHandle> process = installation.process(part).running();
            long used = part == Part.MAIL
                    ? 0
                    : process.map(running -> part == Part.GATEWAY ? Memory.usedAlone(running) : Memory.used(running))
                            .orElse(0L);
            total += used;
            State state = State.of(Optional.ofNullable(last.get(part)), process.isPresent(), addresses.port(part));
            sound &= state == State.READY;
            terminal.say("%-13s %-9s %6d %8s %9s %9s"
                    .formatted(
                            part.title(),
                            state.name().toLowerCase(Locale.ROOT),
                            addresses.port(part),
                            process.map(running -> String.valueOf(running.pid()))
                                    .orElse("-"),
                            part == Part.MAIL ? "" : megabytes(used),
                            process.flatMap(running -> running.info().startInstant())
                                    .map(Status::age)
                                    .orElse("-")));
        }
        terminal.say("%-13s %-9s %6s %8s %9s".formatted("together", "", "", "", megabytes(total)));
        terminal.say(System.lineSeparator() + addresses.publicUrl());
        if (!sound) {
            throw new Refused("Not everything is ready. ./clearance logs PART shows what a part says.");
        }
    }

    private enum State {
        STARTING,
        READY,
        DEAD,
        SILENT;

        static State of(Optional<Journal.Entry> last, boolean running, int port) {
            if (!running) {
                return DEAD;
            }
            if (last.isEmpty() || last.get().state() != Progress.State.READY) {
                return STARTING;
            }
            return Ports.answers(port) ? READY : SILENT;
        }
    }

    private static String megabytes(long kilobytes) {
        return "%d MB".formatted(Math.round(kilobytes / 1024.0));
    }

    private static String age(Instant since) {
        Duration age = Duration.between(since, Instant.now());
        return age.toHours() > 0
                ? "%d h %02d m".formatted(age.toHours(), age.toMinutesPart())
                : "%d m %02d s".formatted(age.toMinutes(), age.toSecondsPart());
    }
}
