package studio.clearance.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The people who put load on a service that stands alone: their tokens are signed with a key that the service is told to trust. */
final class People {
    private static final Duration LONG_ENOUGH = Duration.ofHours(4);

    private final KeyPair keys;

    private People(KeyPair keys) {
        this.keys = keys;
    }

    static People withAKeyOfTheirOwn() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new People(generator.generateKeyPair());
        } catch (GeneralSecurityException everyPlatformHasRsa) {
            throw new IllegalStateException(everyPlatformHasRsa);
        }
    }

    /** @param role null for nobody in particular */
    record Someone(String username, String role, String token) {
        UUID subject() {
            return subjectOf(username);
        }
    }

    static UUID subjectOf(String username) {
        return UUID.nameUUIDFromBytes(username.getBytes(UTF_8));
    }

    Someone called(String username, String role) {
        Instant now = Instant.now();
        JsonObject claims = new JsonObject()
                .put("sub", subjectOf(username).toString())
                .put("preferred_username", username)
                .put("name", "Reviewer " + username)
                .put("email", username + "@studio.example")
                .put("locale", "en-GB")
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LONG_ENOUGH).getEpochSecond())
                .put("realm_access", new JsonObject().put("roles", new JsonArray().add(role)));
        String signed = part(new JsonObject().put("alg", "RS256").put("typ", "JWT")) + "." + part(claims);
        return new Someone(username, role, signed + "." + encoded(signature(signed)));
    }

    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    private byte[] signature(String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String part(JsonObject content) {
        return encoded(content.encode().getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
