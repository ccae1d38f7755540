package studio.clearance.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A certificate for {@value #HOST} that nobody but this service trusts, as in the house of a self-hoster. */
public final class PrivateAuthority implements QuarkusTestResourceLifecycleManager {

    static final String HOST = "hooks.partner.test";
    static final String PASSWORD = "changeit";

    static Path keyStore() {
        return directory().resolve("server.p12");
    }

    private static Path directory() {
        return Path.of("target", "tls").toAbsolutePath();
    }

    @Override
    public Map<String, String> start() {
        try {
            Files.createDirectories(directory());
            Files.deleteIfExists(keyStore());
            Path certificate = directory().resolve("server.pem");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + HOST,
                    "-ext",
                    "SAN=dns:" + HOST,
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD);
            Files.deleteIfExists(certificate);
            keytool("-exportcert", "-rfc", "-alias", "server", "-storepass", PASSWORD, "-file", certificate.toString());
            return Map.of("quarkus.tls.webhooks.trust-store.pem.certs", certificate.toString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keystore", keyStore().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Override
    public void stop() {}
}
