package studio.clearance.approval.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import studio.clearance.kit.Json;

/** A JSON Web Signature in compact serialisation (RFC 7515) by Ed25519 (RFC 8037). */
public final class Jws {

    private static final String ALGORITHM = "EdDSA";

    private Jws() {}

    /**
     * @param type the media type without {@code application/}: it keeps a letter from being passed off as something else
     *     that the same keys sign
     */
    static String sign(SigningKey key, String type, byte[] payload) {
        String header =
                SigningKey.base64(Json.write(Map.copyOf(Map.of("alg", ALGORITHM, "kid", key.kid(), "typ", type))));
        String signed = header + '.' + SigningKey.base64(payload);
        byte[] message = signed.getBytes(StandardCharsets.US_ASCII);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        // BouncyCastle's, since the JDK's takes fifteen times as long and was two fifths of what a grant costs. The JDK
        // verifies: a key is only taken into use when one understands the other.
        Ed25519.sign(key.secret(), 0, key.publicKey(), 0, message, 0, message.length, signature, 0);
        return signed + '.' + SigningKey.base64(signature);
    }

    /**
     * What was signed, if it was: by a key that the given function knows, for that type.
     *
     * @param keys the raw public key of a key identifier; null when there is none
     */
    public static Optional<byte[]> verify(
            String compact, String type, Function<String, byte @org.jspecify.annotations.Nullable []> keys) {
        String[] parts = compact.strip().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = Json.tree(Base64.getUrlDecoder().decode(parts[0]));
            byte[] key = keys.apply(header.path("kid").asText());
            if (key == null
                    || header.has("crit")
                    || !header.path("alg").asText().equals(ALGORITHM)
                    || !header.path("typ").asText().equals(type)) {
                return Optional.empty();
            }
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(SigningKey.publicKey(key));
            signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    ? Optional.of(Base64.getUrlDecoder().decode(parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException | UncheckedIOException | GeneralSecurityException malformed) {
            return Optional.empty();
        }
    }

    /** The payload as it stands, unverified: for a letter that was read from our own table. */
    public static byte[] payload(String compact) {
        int first = compact.indexOf('.');
        return Base64.getUrlDecoder().decode(compact.substring(first + 1, compact.lastIndexOf('.')));
    }
}
