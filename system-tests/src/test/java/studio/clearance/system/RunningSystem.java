package studio.clearance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.local.parts.LocalPostgres.Durability;
import studio.clearance.local.system.Addresses;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.LocalSystem;
import studio.clearance.local.system.Progress;

/** One system for all test classes, on free ports and with data of its own, started when the first test asks for it. */
final class RunningSystem {
    private static @Nullable RunningSystem instance;
    private static @Nullable RuntimeException failure;

    private final LocalSystem system;
    private final Identity identity;
    private final Installation installation;

    private RunningSystem() {
        installation = new Installation(repository(), repository().resolve("system-tests/target/system"));
        delete(installation.directory());
        Addresses addresses = Addresses.free();
        Progress progress = (part, state, since, words) ->
                System.out.printf("%-14s %-9s %5.1f s  %s%n", part.title(), state, since.toMillis() / 1000.0, words);
        system = new LocalSystem(installation, addresses, Durability.PROCESS, progress).start();
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop-the-system"));
        identity = new Identity(installation, addresses);
    }

    /** A start that failed is not tried again for every test. */
    static synchronized RunningSystem get() {
        if (failure != null) {
            throw new IllegalStateException("The system did not start", failure);
        }
        if (instance == null) {
            try {
                instance = new RunningSystem();
            } catch (RuntimeException notStarted) {
                failure = notStarted;
                throw notStarted;
            }
        }
        return instance;
    }

    LocalSystem parts() {
        return system;
    }

    Installation installation() {
        return installation;
    }

    String url() {
        return system.publicUrl();
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
