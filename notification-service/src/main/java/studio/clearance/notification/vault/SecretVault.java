package studio.clearance.notification.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import studio.clearance.notification.Settings;

/**
 * Seals what must not lie open in the database, with AES-256-GCM. What is sealed says by which key, so that keys can be
 * changed; and it is bound to its place, so that nobody can open it by moving it to a row of their own.
 */
@ApplicationScoped
public class SecretVault {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String KEY_FILE = "webhook-sealing.key";

    /** The current key first. */
    private final Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();

    @Inject
    SecretVault(Settings settings) {
        this(configured(settings.webhooks()));
    }

    /** @param keys raw AES-256 keys; the first seals, all of them open */
    SecretVault(List<byte[]> keys) {
        for (byte[] key : keys) {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A sealing key has " + KEY_BYTES + " bytes, not " + key.length);
            }
            this.keys.put(idOf(key), new SecretKeySpec(key, "AES"));
        }
    }

    private static List<byte[]> configured(Settings.Webhooks settings) {
        List<byte[]> keys = new ArrayList<>();
        if (settings.sealingKey().isPresent()) {
            keys.add(decode(settings.sealingKey().get()));
        } else if (settings.keysDirectory().isPresent()) {
            keys.add(kept(Path.of(settings.keysDirectory().get())));
        } else {
            throw new IllegalStateException("Set CLEARANCE_WEBHOOKS_SEALING_KEY to 32 random bytes in Base64"
                    + " (openssl rand -base64 32), or CLEARANCE_KEYS_DIRECTORY to a directory where one may be kept");
        }
        settings.formerSealingKeys().ifPresent(former -> former.forEach(key -> keys.add(decode(key))));
        return keys;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            // Without the cause: its message would show a part of the key.
            throw new IllegalArgumentException("A sealing key is written in Base64");
        }
    }

    /** The key in the directory; made by whoever comes first. */
    private static byte[] kept(Path directory) {
        Path file = directory.resolve(KEY_FILE);
        try {
            Files.createDirectories(directory);
            byte[] fresh = new byte[KEY_BYTES];
            RANDOM.nextBytes(fresh);
            Path draft = Files.createTempFile(directory, KEY_FILE, ".draft", readableByOwnerAlone(directory));
            Files.writeString(draft, Base64.getEncoder().encodeToString(fresh), StandardOpenOption.WRITE);
            try {
                // A link, unlike a move, refuses to replace: two instances that start together agree on one key.
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException somebodyWasFirst) {
                return decode(Files.readString(file));
            } finally {
                Files.delete(draft);
            }
            return fresh;
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "The sealing key in " + directory + " can neither be read nor made", unusable);
        }
    }

    private static FileAttribute<?>[] readableByOwnerAlone(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    public byte[] seal(UUID place, SigningSecret secret) {
        return seal("secret:" + place, secret.material());
    }

    public SigningSecret open(UUID place, byte[] sealed) {
        return SigningSecret.of(open("secret:" + place, sealed));
    }

    /** Seals anything; it can be opened only for the same place. */
    public byte[] seal(String place, byte[] open) {
        Map.Entry<Integer, SecretKeySpec> current = keys.entrySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] closed = run(Cipher.ENCRYPT_MODE, current.getValue(), nonce, place, open);
        return ByteBuffer.allocate(KEY_ID_BYTES + NONCE_BYTES + closed.length)
                .putInt(current.getKey())
                .put(nonce)
                .put(closed)
                .array();
    }

    public byte[] open(String place, byte[] sealed) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        SecretKeySpec key = keys.get(buffer.getInt());
        if (key == null) {
            throw new IllegalStateException("It was sealed with a key that is not among the sealing keys"
                    + " (clearance.webhooks.former-sealing-keys)");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] closed = new byte[buffer.remaining()];
        buffer.get(closed);
        return run(Cipher.DECRYPT_MODE, key, nonce, place, closed);
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String place, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException tampered) {
            throw new IllegalStateException("What was sealed cannot be opened here", tampered);
        }
    }

    private static int idOf(byte[] key) {
        try {
            return ByteBuffer.wrap(
                            Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), KEY_ID_BYTES))
                    .getInt();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
