package studio.clearance.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.clearance.local.demo.Settlement;
import studio.clearance.local.parts.ChildProcess;
import studio.clearance.local.parts.Directories;
import studio.clearance.local.parts.RuntimeClassPath;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Leftovers;
import studio.clearance.local.system.Part;
import studio.clearance.local.system.Progress;

/** {@code ./clearance up}: clears the way, starts everything and says how to use it. */
final class Up {
    private final Installation installation;
    private final Terminal terminal;
    private final UpOptions options;

    Up(Installation installation, Terminal terminal, UpOptions options) {
        this.installation = installation;
        this.terminal = terminal;
        this.options = options;
    }

    void run() {
        ChildProcess launcher = installation.launcher();
        if (launcher.running().isPresent()) {
            ProcessHandle running = launcher.running().get();
            if (options.fresh()) {
                throw new Refused(
                        "Clearance is up (process %d), and its data cannot be wiped under it. First: ./clearance down"
                                .formatted(running.pid()));
            }
            refuseToCallUpWhatIsDead();
            terminal.say(
                    "Clearance is already up (process %d). ./clearance status shows its parts, ./clearance down stops it."
                            .formatted(running.pid()));
            welcome();
            return;
        }
        endLeftovers();
        if (options.fresh()) {
            wipe();
        }
        refuseTakenPorts();
        if (options.detach()) {
            startDetached(launcher);
        } else {
            hold();
        }
    }

    private void refuseToCallUpWhatIsDead() {
        Set<Part> wereReady = Journal.of(installation).entries().stream()
                .filter(entry -> entry.state() == Progress.State.READY)
                .map(Journal.Entry::part)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        wereReady.removeIf(part -> installation.process(part).running().isPresent());
        if (!wereReady.isEmpty()) {
            throw new Refused(Stream.concat(
                            wereReady.stream()
                                    .map(part -> "%s has ended. The end of %s:%n%s"
                                            .formatted(
                                                    part.title(),
                                                    installation.process(part).log(),
                                                    installation.process(part).endOfLog(10))),
                            Stream.of(
                                    "The rest still runs. To start all of it anew: ./clearance down, then ./clearance up"))
                    .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    /** What a person finds: on a first start there must be a production to declare a use for. */
    private void welcome() {
        new Welcome(installation, terminal).print(new Settlement(installation).settle());
    }

    private void endLeftovers() {
        for (Leftovers.Process left : Leftovers.processes(installation)) {
            terminal.say("%s is still running as process %d from a start that was killed; it is stopped first."
                    .formatted(left.part().title(), left.handle().pid()));
            installation.process(left.part()).kill();
        }
    }

    private void wipe() {
        if (Files.notExists(installation.directory())) {
            return;
        }
        if (!options.yes()) {
            if (!terminal.asks()) {
                throw new Refused("--fresh deletes all local data. Nobody is here to be asked; say --yes as well.");
            }
            if (!terminal.confirms("Delete all local data (use cases, approvals, keys, mail) in %s?"
                    .formatted(installation.directory()))) {
                throw new Refused("Nothing was deleted, nothing was started.");
            }
        }
        try {
            Directories.delete(installation.directory());
        } catch (IOException e) {
            throw new Refused("%s could not be deleted: %s".formatted(installation.directory(), e.getMessage()));
        }
    }

    private void refuseTakenPorts() {
        List<Leftovers.TakenPort> taken = Leftovers.takenPorts(options.addresses());
        if (!taken.isEmpty()) {
            throw new Refused(String.join(
                    System.lineSeparator(),
                    Stream.concat(
                                    taken.stream().map(Leftovers.TakenPort::toString),
                                    Stream.of(
                                            "Stop what listens there, or choose another port, as in: ./clearance up --port 9080 --port postgres=5434"))
                            .toList()));
        }
    }

    private void hold() {
        try (var board = new Board(terminal)) {
            new Hold(installation, options).run(board, () -> {
                board.close();
                welcome();
                terminal.say(System.lineSeparator() + "Ctrl-C stops it. The data stay.");
            });
        }
    }

    private void startDetached(ChildProcess launcher) {
        Journal journal = Journal.of(installation).begin();
        ProcessHandle process = launcher.launch(
                RuntimeClassPath.java(
                        List.of(
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-Dclearance.home=" + installation.repository(),
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                        Clearance.class.getName(),
                        Stream.concat(Stream.of("hold"), options.portArguments().stream())
                                .toList()),
                Map.of());
        try (var board = new Board(terminal)) {
            if (!follow(journal, process, board)) {
                board.close();
                boolean told = journal.entries().stream().anyMatch(entry -> entry.state() == Progress.State.FAILED);
                throw new Refused(
                        told
                                ? "Clearance did not come up, for the reason above."
                                : "Clearance did not come up. The end of %s:%n%s"
                                        .formatted(launcher.log(), launcher.endOfLog(10)));
            }
        }
        welcome();
    }

    /** @return whether every part became ready before the process ended */
    private static boolean follow(Journal journal, ProcessHandle process, Board board) {
        Set<Part> ready = EnumSet.noneOf(Part.class);
        int told = 0;
        while (true) {
            boolean alive = process.isAlive();
            List<Journal.Entry> entries = journal.entries();
            for (Journal.Entry entry : entries.subList(told, entries.size())) {
                board.tell(entry.part(), entry.state(), entry.since(), entry.words());
                if (entry.state() == Progress.State.READY) {
                    ready.add(entry.part());
                }
            }
            told = entries.size();
            if (ready.size() == Part.values().length) {
                return true;
            }
            if (!alive) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
