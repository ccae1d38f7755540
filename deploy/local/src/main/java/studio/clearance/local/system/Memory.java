package studio.clearance.local.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How much memory the parts may take, and do take. */
public final class Memory {
    /** Together with the parts they stand on, the four services stay below 2 GB. */
    public static final List<String> OF_A_SERVICE = List.of(
            "-Xms48m",
            "-Xmx160m",
            "-XX:MaxMetaspaceSize=144m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8");

    private Memory() {}

    /** In kilobytes, of a process and all it started. Pages shared between processes count once where the system tells them apart. */
    public static long used(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(one -> used(one.pid()))
                .sum();
    }

    /** In kilobytes, of a process without those it started. */
    public static long usedAlone(ProcessHandle process) {
        return used(process.pid());
    }

    private static long used(long pid) {
        Path shares = Path.of("/proc/" + pid + "/smaps_rollup");
        try {
            return Files.readAllLines(shares).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return resident(pid);
        }
    }

    private static long resident(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
