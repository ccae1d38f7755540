package studio.clearance.local.parts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts a process into a session of its own, so that Ctrl-C at the terminal reaches only the launcher, which then stops the parts in order. */
final class Session {
    private static final boolean POSSIBLE = Stream.of(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "setsid"))
            .anyMatch(Files::isExecutable);

    private Session() {}

    static List<String> own(List<String> command) {
        return POSSIBLE ? Stream.concat(Stream.of("setsid"), command.stream()).toList() : command;
    }
}
