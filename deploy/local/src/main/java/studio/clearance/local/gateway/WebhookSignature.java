package studio.clearance.local.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a webhook as a receiver would, by the Standard Webhooks specification: {@code v1} with a shared secret ({@code whsec_…}) or
 * {@code v1a} with the sender's public Ed25519 key ({@code whpk_…}). One matching signature is enough, since a sender signs twice while
 * it changes its secret.
 */
record WebhookSignature(String id, String timestamp, String signatures) {
    /** The fixed DER prefix of an Ed25519 public key (RFC 8410, section 4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    boolean matches(byte[] payload, String key) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, signed, head.length, payload.length);
        return Arrays.stream(signatures.split(" ")).anyMatch(signature -> matches(signed, signature, key));
    }

    private static boolean matches(byte[] signed, String signature, String key) {
        int comma = signature.indexOf(',');
        if (comma < 0) {
            return false;
        }
        try {
            byte[] value = Base64.getDecoder().decode(signature.substring(comma + 1));
            byte[] material = Base64.getDecoder().decode(key.substring(key.indexOf('_') + 1));
            return switch (signature.substring(0, comma)) {
                case "v1" -> key.startsWith("whsec_") && MessageDigest.isEqual(hmac(signed, material), value);
                case "v1a" -> key.startsWith("whpk_") && verifies(signed, material, value);
                default -> false;
            };
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] hmac(byte[] signed, byte[] secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(signed);
    }

    private static boolean verifies(byte[] signed, byte[] publicKey, byte[] value) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, ED25519.length, publicKey.length);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(signed);
        return signature.verify(value);
    }
}
