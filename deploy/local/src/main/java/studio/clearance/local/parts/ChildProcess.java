package studio.clearance.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process this system started, known by two files in its directory: {@code <name>.pid} and {@code <name>.log}. Whoever knows the
 * directory can look after it, in this JVM or a later one.
 */
public final class ChildProcess {
    private static final long LONG_LOG = 16L * 1024 * 1024;

    private final String name;
    private final Path directory;

    public ChildProcess(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    public String name() {
        return name;
    }

    public Path log() {
        return directory.resolve(name + ".log");
    }

    private Path pidFile() {
        return directory.resolve(name + ".pid");
    }

    /** Starts a part of this system. It ends with this JVM, however this JVM ends. */
    public ProcessHandle start(List<String> command, Map<String, String> environment) {
        ProcessHandle process = launch(command, environment);
        Leash.hold(process);
        return process;
    }

    /** Starts a process that goes on when this JVM ends. */
    public ProcessHandle launch(List<String> command, Map<String, String> environment) {
        running().ifPresent(other -> {
            throw new PartFailed("%s is already running as process %d".formatted(name, other.pid()));
        });
        try {
            Files.createDirectories(directory);
            startNewLogWhenLong();
            var builder = new ProcessBuilder(Session.own(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment);
            ProcessHandle process = builder.start().toHandle();
            note(process);
            return process;
        } catch (IOException e) {
            throw new PartFailed("%s could not be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** The process of the pid file, unless it ended or its number has meanwhile been given to another. */
    public Optional<ProcessHandle> running() {
        try {
            String[] words = Files.readString(pidFile()).strip().split(" ");
            Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            Duration.between(started, startedAt(process)).abs().compareTo(Duration.ofSeconds(3)) < 0);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Declares this very process to be the one. */
    public void isThisProcess() {
        try {
            Files.createDirectories(directory);
            note(ProcessHandle.current());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(ProcessHandle process) throws IOException {
        Files.writeString(pidFile(), process.pid() + " " + startedAt(process).toEpochMilli());
    }

    private void startNewLogWhenLong() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LONG_LOG) {
            Files.move(log(), directory.resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Instant startedAt(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    public void kill() {
        running().ifPresent(process -> {
            List<ProcessHandle> family =
                    Stream.concat(Stream.of(process), process.descendants()).toList();
            family.forEach(ProcessHandle::destroyForcibly);
            Patience.until(Duration.ofSeconds(10), () -> family.stream().noneMatch(ProcessHandle::isAlive));
        });
        forget();
    }

    /** Asks it to end, insists after {@code patience}. */
    public void stop(Duration patience) {
        running().ifPresent(process -> {
            process.destroy();
            if (!Patience.until(patience, () -> !process.isAlive())) {
                kill();
            }
        });
        forget();
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code ready}; a process that ended before that is reported with the end of its log. */
    public void await(Duration limit, java.util.function.BooleanSupplier ready) {
        boolean[] served = new boolean[1];
        boolean settled = Patience.until(limit, () -> {
            served[0] = ready.getAsBoolean();
            return served[0] || running().isEmpty();
        });
        if (!served[0]) {
            String what = settled ? "ended before it was ready" : "was not ready after " + limit.toSeconds() + " s";
            throw new PartFailed("%s %s. The end of %s:%n%s".formatted(name, what, log(), endOfLog(20)));
        }
    }

    public String endOfLog(int lines) {
        try (var file = java.nio.channels.FileChannel.open(log())) {
            long size = file.size();
            var buffer = java.nio.ByteBuffer.allocate((int) Math.min(size, 64 * 1024));
            file.position(size - buffer.capacity());
            while (buffer.hasRemaining() && file.read(buffer) >= 0) {
                // read on to the end
            }
            List<String> all = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
