package studio.clearance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The UDP sockets a process holds, by Linux's own books: what it asks name servers through. */
final class DatagramSockets {
    private static final int INODE = 9;

    private DatagramSockets() {}

    static boolean canBeCounted() {
        return Files.isReadable(Path.of("/proc/net/udp"));
    }

    static long of(long pid) {
        Set<String> open = Stream.of("/proc/net/udp", "/proc/net/udp6")
                .map(Path::of)
                .filter(Files::isReadable)
                .flatMap(table -> lines(table).stream().skip(1))
                .map(line -> "socket:[" + line.strip().split("\\s+")[INODE] + "]")
                .collect(Collectors.toSet());
        try (Stream<Path> held = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return held.map(DatagramSockets::target).filter(open::contains).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when it was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
