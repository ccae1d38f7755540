package studio.clearance.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.kit.Json;

/**
 * Bearer tokens with the claims that the realm gives, signed with a key that the service is told to trust. So every request
 * of a test is authenticated as in earnest, and one test can speak as several people.
 */
public final class Tokens implements QuarkusTestResourceLifecycleManager {

    /** The resource runs in another class loader than the tests; they meet in a system property. */
    private static final String PRIVATE_KEY = "studio.clearance.test.private-key";

    @Override
    public Map<String, String> start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            System.setProperty(
                    PRIVATE_KEY,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            return Map.of(
                    "quarkus.oidc.public-key",
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException everyPlatformHasRsa) {
            throw new IllegalStateException(everyPlatformHasRsa);
        }
    }

    @Override
    public void stop() {
        System.clearProperty(PRIVATE_KEY);
    }

    public static Token of(String username) {
        return new Token(username);
    }

    public static final class Token {

        private final Map<String, Object> claims = new LinkedHashMap<>();
        private final List<String> roles = new ArrayList<>();

        private Token(String username) {
            claims.put("sub", UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString());
            claims.put("preferred_username", username);
        }

        public Token portalOf(String partner) {
            claims.put("partner_id", partner);
            return role("partner");
        }

        public Token personOf(String partner, String name) {
            return portalOf(partner).person(name, "en-GB");
        }

        public Token person(String name, String locale) {
            claims.put("name", name);
            claims.put(
                    "email",
                    claims.get("preferred_username") + "@"
                            + (claims.containsKey("partner_id") ? "partner.example" : "studio.example"));
            claims.put("locale", locale);
            return this;
        }

        public Token role(String role) {
            roles.add(role);
            return this;
        }

        public String token() {
            Instant now = Instant.now();
            claims.put("iat", now.getEpochSecond());
            claims.put("exp", now.plusSeconds(3600).getEpochSecond());
            claims.put("realm_access", Map.of("roles", roles));
            String signed = part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(claims);
            return signed + "." + encoded(signature(signed));
        }

        private static String part(Map<String, ?> content) {
            return encoded(Json.write(content));
        }

        private static String encoded(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private static byte[] signature(String signed) {
            try {
                byte[] key = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
                PrivateKey privateKey = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(privateKey);
                signature.update(signed.getBytes(UTF_8));
                return signature.sign();
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
