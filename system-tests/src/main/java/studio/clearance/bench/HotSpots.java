package studio.clearance.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a JVM spends its processor time, by the samples of its flight recorder. */
final class HotSpots {
    private final long pid;
    private final Path recording;

    HotSpots(long pid, Path recording) {
        this.pid = pid;
        this.recording = recording;
    }

    void start() {
        jcmd("JFR.start", "name=bench", "settings=profile");
    }

    /** Stops and prints the methods on top of the stacks, and the packages on any place of them. */
    void print(PrintStream out) {
        jcmd("JFR.dump", "name=bench", "filename=" + recording);
        jcmd("JFR.stop", "name=bench");
        Map<String, Integer> top = new HashMap<>();
        Map<String, Integer> within = new HashMap<>();
        int samples = 0;
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (!event.getEventType().getName().equals("jdk.ExecutionSample") || event.getStackTrace() == null) {
                    continue;
                }
                samples++;
                List<RecordedFrame> frames = event.getStackTrace().getFrames();
                top.merge(name(frames.getFirst()), 1, Integer::sum);
                Set<String> seen = new HashSet<>();
                for (RecordedFrame frame : frames) {
                    if (seen.add(area(frame))) {
                        within.merge(area(frame), 1, Integer::sum);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.printf("  profile: %,d samples (%s)%n", samples, recording);
        list(out, "on top of the stack", top, samples);
        list(out, "anywhere on the stack", within, samples);
    }

    private static void list(PrintStream out, String title, Map<String, Integer> counts, int samples) {
        out.println("    " + title);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(25)
                .forEach(entry -> out.printf("    %5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    /** Our own code by class, everything else by the first three parts of its package. */
    private static String area(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        if (type.startsWith("studio.clearance")) {
            int inner = type.indexOf('$');
            return inner < 0 ? type : type.substring(0, inner);
        }
        String[] parts = type.split("\\.", -1);
        return String.join(".", List.of(parts).subList(0, Math.min(parts.length - 1, 4)));
    }

    private void jcmd(String... words) {
        try {
            var command = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid)));
            command.addAll(List.of(words));
            Files.createDirectories(recording.toAbsolutePath().getParent());
            Process run = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (run.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + List.of(words) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
