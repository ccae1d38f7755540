package studio.clearance.local.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who listens on a port of this machine, as far as the system lets us see. */
public record PortOwner(long pid, String program) {
    public static Optional<PortOwner> of(int port) {
        return (Files.isDirectory(Path.of("/proc/net")) ? byProc(port) : byLsof(port))
                .map(pid -> new PortOwner(pid, program(pid)));
    }

    @Override
    public String toString() {
        return "%s (process %d)".formatted(program, pid);
    }

    private static String program(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("a program");
    }

    /** The listening socket's inode stands in the connection table, and its owner has a file descriptor on it. */
    private static Optional<Long> byProc(int port) {
        String listening = ":%04X".formatted(port);
        List<String> sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(PortOwner::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[1].endsWith(listening) && fields[3].equals("0A"))
                .map(fields -> "socket:[" + fields[9] + "]")
                .toList();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> descriptors(pid).anyMatch(sockets::contains))
                .findFirst();
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Stream<String> descriptors(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open
                    .flatMap(descriptor -> {
                        try {
                            return Stream.of(Files.readSymbolicLink(descriptor).toString());
                        } catch (IOException e) {
                            return Stream.empty();
                        }
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<Long> byLsof(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
            String found = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return found.lines().findFirst().map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
