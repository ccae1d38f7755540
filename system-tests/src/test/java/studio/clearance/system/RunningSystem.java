package studio.clearance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.local.parts.LocalPostgres.Durability;
import studio.clearance.local.system.Addresses;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.LocalSystem;
import studio.clearance.local.system.Progress;

/**
 * One system for all test classes, on free ports and with data of its own, started when the first test asks for it. Whoever
 * works on a page lets them visit a system that is up instead: {@code CLEARANCE_TESTS_VISIT=…/.clearance/system}.
 */
final class RunningSystem {
    private static @Nullable RunningSystem instance;
    private static @Nullable RuntimeException failure;

    private final @Nullable LocalSystem system;
    private final String url;
    private final Identity identity;
    private final Installation installation;

    private RunningSystem(Path visited) {
        installation = new Installation(repository(), visited);
        system = null;
        url = installation.addresses().publicUrl();
        identity = new Identity(installation, installation.addresses());
    }

    private RunningSystem() {
        installation = new Installation(repository(), repository().resolve("system-tests/target/system"));
        delete(installation.directory());
        Addresses addresses = Addresses.free();
        Progress progress = (part, state, since, words) ->
                System.out.printf("%-14s %-9s %5.1f s  %s%n", part.title(), state, since.toMillis() / 1000.0, words);
        LocalSystem started = new LocalSystem(installation, addresses, Durability.PROCESS, progress).start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-the-system"));
        system = started;
        url = started.publicUrl();
        identity = new Identity(installation, addresses);
    }

    /** A start that failed is not tried again for every test. */
    static synchronized RunningSystem get() {
        if (failure != null) {
            throw new IllegalStateException("The system did not start", failure);
        }
        if (instance == null) {
            try {
                String visited = System.getenv("CLEARANCE_TESTS_VISIT");
                instance = visited == null ? new RunningSystem() : new RunningSystem(Path.of(visited));
            } catch (RuntimeException notStarted) {
                failure = notStarted;
                throw notStarted;
            }
        }
        return instance;
    }

    LocalSystem parts() {
        return Objects.requireNonNull(system, "The parts of a visited system are not for tests to touch");
    }

    Installation installation() {
        return installation;
    }

    String url() {
        return url;
    }

    Identity identity() {
        return identity;
    }

    /** The system as one of the realm's people or machines sees it. */
    Api as(String name) {
        return new Api(url(), identity.token(name));
    }

    Api asNobody() {
        return new Api(url(), null);
    }

    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted((one, other) -> other.compareTo(one)).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
