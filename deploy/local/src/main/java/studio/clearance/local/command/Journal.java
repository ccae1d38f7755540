package studio.clearance.local.command;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Part;
import studio.clearance.local.system.Progress;

/** What the launcher writes down about the parts, a line an event, for others to follow: another terminal, or {@code status}. */
final class Journal implements Progress {
    record Entry(Instant at, Part part, State state, Duration since, String words) {}

    private final Path file;

    private Journal(Path file) {
        this.file = file;
    }

    static Journal of(Installation installation) {
        return new Journal(installation.directory().resolve("launcher/journal"));
    }

    Journal begin() {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void tell(Part part, State state, Duration since, String words) {
        String line = new JsonObject()
                .put("at", Instant.now().toString())
                .put("part", part.name())
                .put("state", state.name())
                .put("millis", since.toMillis())
                .put("words", words)
                .encode();
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Entry> entries() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().flatMap(Journal::read).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line that is just being written is not read yet. */
    private static Stream<Entry> read(String line) {
        try {
            var json = new JsonObject(line);
            return Stream.of(new Entry(
                    Instant.parse(json.getString("at")),
                    Part.valueOf(json.getString("part")),
                    State.valueOf(json.getString("state")),
                    Duration.ofMillis(json.getLong("millis")),
                    json.getString("words")));
        } catch (DecodeException e) {
            return Stream.empty();
        }
    }
}
