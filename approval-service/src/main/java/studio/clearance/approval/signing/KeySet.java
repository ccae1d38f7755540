package studio.clearance.approval.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import studio.clearance.kit.Json;

/** The public keys that somebody holds (RFC 7517): what a letter is checked with where the service is out of reach. */
public final class KeySet {

    private final Map<String, byte[]> byKid;

    private KeySet(Map<String, byte[]> byKid) {
        this.byKid = Map.copyOf(byKid);
    }

    /**
     * Keys of other kinds are passed over.
     *
     * @throws IllegalArgumentException when it is no key set, or a key's name belies it
     */
    public static KeySet read(byte[] json) {
        JsonNode form;
        try {
            form = Json.tree(json);
        } catch (RuntimeException noJson) {
            throw new IllegalArgumentException("It is no JSON", noJson);
        }
        if (!form.path("keys").isArray()) {
            throw new IllegalArgumentException("It has no list of keys");
        }
        Map<String, byte[]> byKid = new HashMap<>();
        for (JsonNode key : form.path("keys")) {
            if (key.path("kty").asText().equals("OKP")
                    && key.path("crv").asText().equals("Ed25519")) {
                byte[] raw = Base64.getUrlDecoder().decode(key.path("x").asText());
                String kid = key.path("kid").asText();
                if (!kid.equals(SigningKey.thumbprint(raw))) {
                    throw new IllegalArgumentException("The key " + kid + " is not named by its thumbprint");
                }
                byKid.put(kid, raw);
            }
        }
        return new KeySet(byKid);
    }

    public int size() {
        return byKid.size();
    }

    /** What was signed, if one of these keys signed it as that type. */
    public Optional<byte[]> verify(String compact, String type) {
        return Jws.verify(compact, type, byKid::get);
    }
}
