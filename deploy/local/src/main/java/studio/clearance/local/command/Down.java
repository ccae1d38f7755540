package studio.clearance.local.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import studio.clearance.local.parts.ChildProcess;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Leftovers;

/** {@code ./clearance down}: stops everything in order. The data stay. */
final class Down {
    private final Installation installation;
    private final Terminal terminal;

    Down(Installation installation, Terminal terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    void run() {
        Instant begin = Instant.now();
        ChildProcess launcher = installation.launcher();
        Optional<ProcessHandle> running = launcher.running();
        launcher.stop(Duration.ofSeconds(60));
        var left = Leftovers.processes(installation);
        for (Leftovers.Process process : left) {
            terminal.say("%s was left by a start that was killed; stopping process %d."
                    .formatted(process.part().title(), process.handle().pid()));
            installation.process(process.part()).stop(Duration.ofSeconds(15));
        }
        if (running.isEmpty() && left.isEmpty()) {
            terminal.say("Clearance is not running.");
        } else {
            terminal.say("Clearance is down after %s. Its data stay in %s."
                    .formatted(Terminal.seconds(Duration.between(begin, Instant.now())), installation.directory()));
        }
    }
}
