package studio.clearance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processor time of processes and all their children, from Linux' process table; elsewhere it measures nothing. */
final class CpuMeter {
    /** The name of the measuring process among the measured. */
    static final String GENERATOR = "generator";

    private static final double TICKS_PER_SECOND = 100.0; // USER_HZ, fixed at 100 on every Linux that runs a JVM

    private final Map<String, Long> processes;
    private final Map<String, Double> before = new LinkedHashMap<>();

    CpuMeter(Map<String, Long> processes) {
        this.processes = processes;
    }

    void start() {
        before.clear();
        processes.forEach((name, pid) -> before.put(name, secondsOf(pid)));
    }

    /** CPU seconds by process name since {@link #start()}, children included; a process that is measured itself counts once. */
    Map<String, Double> sinceStart() {
        Map<String, Double> used = new LinkedHashMap<>();
        processes.forEach((name, pid) -> used.put(name, secondsOf(pid) - before.getOrDefault(name, 0.0)));
        return used;
    }

    private double secondsOf(long pid) {
        return (ticks(pid) + ofChildren(pid)) / TICKS_PER_SECOND;
    }

    private double ofChildren(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(ProcessHandle::pid)
                .filter(child -> !processes.containsValue(child))
                .mapToDouble(child -> ticks(child) + ofChildren(child))
                .sum();
    }

    private static double ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name stands in parentheses and may hold spaces; utime, stime, cutime, cstime are fields 14 to 17.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum();
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
