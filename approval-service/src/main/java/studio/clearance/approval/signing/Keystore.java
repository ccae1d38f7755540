package studio.clearance.approval.signing;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.Json;

/**
 * The keys, one file each ({@code <kid>.jwk}), in a directory outside the repository. A file is written once and never
 * changed; past keys stay, so that a letter can be checked as long as someone holds it.
 */
@Startup
@ApplicationScoped
public class Keystore {

    /** {@code typ} of a written approval. */
    public static final String LETTER = "clearance-approval+jws";

    /** {@code typ} of a seal over the audit chains. */
    public static final String AUDIT_SEAL = "clearance-audit-seal+jws";

    private static final Logger LOG = Logger.getLogger(Keystore.class);
    private static final String SUFFIX = ".jwk";

    private final ApprovalSettings.Keys settings;
    private final Moments moments;
    private volatile List<SigningKey> keys;

    public Keystore(ApprovalSettings settings, Moments moments) {
        this.settings = settings.keys();
        this.moments = moments;
        this.keys = tended();
    }

    /** A signature with what it was made by. */
    public record Signed(String kid, String jws) {}

    /** Signs with the key whose turn it is. */
    public Signed sign(String type, byte[] payload) {
        SigningKey key = signing(keys, moments.now().now());
        return new Signed(key.kid(), Jws.sign(key, type, payload));
    }

    /** What was signed, if one of these keys signed it as that type. */
    public Optional<byte[]> verify(String compact, String type) {
        return Jws.verify(compact, type, this::publicKey);
    }

    /** The key set for everybody: past keys, the present one, and the next as soon as it is known. */
    public Map<String, Object> publicKeys() {
        return Map.of("keys", keys.stream().map(SigningKey::jwk).toList());
    }

    private byte @Nullable [] publicKey(String kid) {
        return keys.stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .map(SigningKey::publicKey)
                .orElse(null);
    }

    /** Learns of keys that others put there, and makes the next one in time. */
    @Scheduled(every = "1m", delayed = "1m")
    void tend() {
        keys = tended();
    }

    private List<SigningKey> tended() {
        List<SigningKey> found = read();
        Instant now = moments.now().now();
        if (!settings.generate()) {
            if (found.isEmpty()) {
                throw new IllegalStateException("There is no signing key in " + settings.directory()
                        + ". Put one there, or let the service make one: clearance.approval.keys.generate=true");
            }
            return found;
        }
        if (!found.isEmpty() && !nextIsDue(found, now)) {
            return found;
        }
        return generate(now);
    }

    private boolean nextIsDue(List<SigningKey> found, Instant now) {
        SigningKey last = found.getLast();
        return !last.signsFrom()
                .plus(settings.rotation())
                .minus(settings.overlap())
                .isAfter(now);
    }

    /** Under a lock on the directory: replicas that start together agree on one key. */
    private List<SigningKey> generate(Instant now) {
        Path directory = settings.directory();
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            try (FileChannel channel = FileChannel.open(
                            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                List<SigningKey> found = read();
                if (found.isEmpty() || nextIsDue(found, now)) {
                    Instant signsFrom = found.isEmpty() ? now : now.plus(settings.overlap());
                    write(SigningKey.generate(signsFrom));
                    found = read();
                    LOG.infof("Signing key %s signs from %s", found.getLast().kid(), signsFrom);
                }
                return found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key directory " + directory + " cannot be used", e);
        }
    }

    private void write(SigningKey key) throws IOException {
        Map<String, Object> form = new LinkedHashMap<>(key.jwk());
        form.put("d", SigningKey.base64(key.secret()));
        form.put("signsFrom", key.signsFrom().toString());
        Path complete = settings.directory().resolve(key.kid() + SUFFIX);
        Path partial = settings.directory().resolve(key.kid() + ".partial");
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(partial, Json.write(form));
        Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<SigningKey> read() {
        if (Files.notExists(settings.directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.directory())) {
            List<SigningKey> found = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                found.add(read(file));
            }
            found.sort(Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::kid));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("The key directory " + settings.directory() + " cannot be read", e);
        }
    }

    private static SigningKey read(Path file) throws IOException {
        JsonNode form = Json.tree(Files.readAllBytes(file));
        try {
            SigningKey key = SigningKey.of(
                    Base64.getUrlDecoder().decode(form.path("x").asText()),
                    Base64.getUrlDecoder().decode(form.path("d").asText()),
                    Instant.parse(form.path("signsFrom").asText()));
            byte[] probe = {1};
            String signed = Jws.sign(key, "probe", probe);
            if (Jws.verify(signed, "probe", kid -> key.publicKey())
                    .filter(payload -> Arrays.equals(payload, probe))
                    .isEmpty()) {
                throw new GeneralSecurityException("its halves do not belong together");
            }
            return key;
        } catch (GeneralSecurityException | RuntimeException malformed) {
            throw new IOException("The key file " + file.getFileName() + " is damaged", malformed);
        }
    }

    private static SigningKey signing(List<SigningKey> keys, Instant now) {
        SigningKey signing = keys.getFirst();
        for (SigningKey key : keys) {
            if (!key.signsFrom().isAfter(now)) {
                signing = key;
            }
        }
        return signing;
    }
}
