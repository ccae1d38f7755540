package studio.clearance.local.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keycloak from its archive on Maven Central, run as a child process on the database server of the system.
 *
 * <p>The realm is imported when it is new. When the realm file, a secret or the public address has changed since, the identity data are
 * made anew: people keep their ids, since the file gives them.
 */
public final class LocalKeycloak {
    public static final String DATABASE = "keycloak";

    private static final List<String> BUILD_OPTIONS =
            List.of("--db=postgres", "--http-relative-path=/auth", "--features-disabled=kerberos");
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:MaxMetaspaceSize=224m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    private final Path directory;
    private final int port;
    private final String publicUrl;
    private final Path realm;
    private final DatabaseServer database;
    private final Secrets secrets;
    private final ChildProcess process;

    /** @param publicUrl where browsers reach the system; Keycloak is below it at {@code /auth} */
    public LocalKeycloak(
            Path directory, int port, String publicUrl, Path realm, DatabaseServer database, Secrets secrets) {
        this.directory = directory;
        this.port = port;
        this.publicUrl = publicUrl;
        this.realm = realm;
        this.database = database;
        this.secrets = secrets;
        this.process = new ChildProcess("keycloak", directory);
    }

    /** What the realm file leaves open. */
    public static Map<String, String> realmValues(Secrets secrets, String publicUrl) {
        return new TreeMap<>(Map.of(
                "CLEARANCE_PUBLIC_URL", publicUrl,
                "CLEARANCE_PAGES_SECRET", secrets.of("client-clearance-pages"),
                "CLEARANCE_PARTNER_A_SECRET", secrets.of("client-partner-a"),
                "CLEARANCE_PARTNER_B_SECRET", secrets.of("client-partner-b"),
                "CLEARANCE_PEOPLE_PASSWORD", secrets.phrase("people")));
    }

    public ChildProcess process() {
        return process;
    }

    /** The realm as services reach it; the issuer in the tokens is the public one. */
    public String realmUrl() {
        return "http://localhost:" + port + "/auth/realms/clearance";
    }

    public LocalKeycloak start() {
        Path programs = programs();
        ServiceDatabase own = ServiceDatabase.of(DATABASE, secrets);
        Map<String, String> values = realmValues(secrets, publicUrl);
        try {
            renewWhenTheRealmChanged(values);
            database.provide(own);
            Files.createDirectories(directory.resolve("data/import"));
            Files.copy(
                    realm, directory.resolve("data/import/clearance-realm.json"), StandardCopyOption.REPLACE_EXISTING);
            for (String shared : List.of("lib", "conf", "providers", "themes")) {
                Path link = directory.resolve(shared);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, programs.resolve(shared));
            }
        } catch (IOException e) {
            throw new PartFailed("Keycloak's directory could not be made: " + e.getMessage(), e);
        }
        var environment = new TreeMap<>(values);
        environment.put("KC_DB_PASSWORD", own.owner().password());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "keycloak-admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.of("keycloak-admin"));
        process.start(command(programs, own), environment);
        return this;
    }

    private List<String> command(Path programs, ServiceDatabase own) {
        var command = new ArrayList<String>();
        command.add(RuntimeClassPath.program());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-Dkc.home.dir=" + directory,
                "-Djboss.server.config.dir=" + directory.resolve("conf"),
                "-cp",
                programs.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--db-url=" + database.jdbcUrl(DATABASE),
                "--db-username=" + own.owner().name(),
                "--db-pool-initial-size=1",
                "--db-pool-max-size=8",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=localhost",
                "--http-port=" + port,
                "--hostname=" + publicUrl + "/auth",
                "--hostname-backchannel-dynamic=true",
                "--proxy-headers=xforwarded",
                "--log-console-color=false"));
        return command;
    }

    /** Waits until it issues a token: it accepts connections long before. */
    public void awaitToken(Duration limit) {
        process.await(limit, () -> issuesToken());
    }

    private boolean issuesToken() {
        String form =
                "grant_type=client_credentials&client_id=partner-a&client_secret=" + secrets.of("client-partner-a");
        HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl() + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void stop() {
        process.stop(Duration.ofSeconds(15));
    }

    private void renewWhenTheRealmChanged(Map<String, String> values) throws IOException {
        Path importedFrom = directory.resolve("imported-from");
        String fingerprint = fingerprint(Files.readString(realm) + values);
        if (Files.exists(importedFrom) && Files.readString(importedFrom).equals(fingerprint)) {
            return;
        }
        Files.createDirectories(directory);
        Files.deleteIfExists(importedFrom);
        try (var connection = database.connect(DatabaseServer.SUPERUSER);
                var sql = connection.createStatement()) {
            sql.execute("drop database if exists " + DATABASE + " with (force)");
        } catch (SQLException e) {
            throw new PartFailed("Keycloak's data could not be made anew: " + e.getMessage(), e);
        }
        Files.writeString(importedFrom, fingerprint);
    }

    private static String fingerprint(String of) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unpacked and built for our options once; every start after that skips the build. */
    private static Path programs() {
        Path archive = RuntimeClassPath.entry("keycloak-quarkus-dist");
        String version = archive.getFileName().toString().replaceAll("\\D+-(\\d.*)\\.zip", "$1");
        Path home = Home.cache()
                .resolve("keycloak-%s-%s"
                        .formatted(
                                version, fingerprint(BUILD_OPTIONS.toString()).substring(0, 8)));
        return Archive.zip(home, archive, LocalKeycloak::build).resolve("keycloak-" + version);
    }

    private static void build(Path unpacked) throws IOException {
        Path home;
        try (var inside = Files.list(unpacked)) {
            home = inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .findFirst()
                    .orElseThrow();
        }
        var command = new ArrayList<String>(List.of(home.resolve("bin/kc.sh").toString(), "build"));
        command.addAll(BUILD_OPTIONS);
        Path log = unpacked.resolve("build.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        try {
            if (builder.start().waitFor() != 0) {
                throw new PartFailed("Keycloak could not be built:%n%s".formatted(Files.readString(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed("Interrupted while Keycloak was built", e);
        }
    }
}
