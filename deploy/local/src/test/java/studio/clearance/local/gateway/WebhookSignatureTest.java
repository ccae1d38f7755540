package studio.clearance.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The official library of the specification signs; we check. */
class WebhookSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String PAYLOAD = "{\"type\":\"approval.granted\"}";
    private static final long AT = 1_700_000_000L;

    @Test
    void a_signature_of_the_official_library_is_genuine() throws Exception {
        String signature = new Webhook(SECRET).sign("msg_1", AT, PAYLOAD);

        assertThat(signed(signature).matches(bytes(PAYLOAD), SECRET)).isTrue();
    }

    @Test
    void one_matching_signature_of_several_is_enough() throws Exception {
        String signature = new Webhook(SECRET).sign("msg_1", AT, PAYLOAD);

        assertThat(signed("v1,b2xk " + signature).matches(bytes(PAYLOAD), SECRET))
                .isTrue();
    }

    @Test
    void a_changed_payload_is_forged() throws Exception {
        String signature = new Webhook(SECRET).sign("msg_1", AT, PAYLOAD);

        assertThat(signed(signature).matches(bytes(PAYLOAD + " "), SECRET)).isFalse();
    }

    @Test
    void a_signature_by_the_senders_own_key_is_genuine() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(bytes("msg_1." + AT + "." + PAYLOAD));
        String signature = "v1a," + Base64.getEncoder().encodeToString(signer.sign());
        byte[] der = keys.getPublic().getEncoded();
        String key = "whpk_" + Base64.getEncoder().encodeToString(Arrays.copyOfRange(der, der.length - 32, der.length));

        assertThat(signed(signature).matches(bytes(PAYLOAD), key)).isTrue();
        assertThat(signed(signature).matches(bytes("{}"), key)).isFalse();
    }

    @Test
    void nonsense_is_forged_and_breaks_nothing() {
        assertThat(signed("").matches(bytes(PAYLOAD), SECRET)).isFalse();
        assertThat(signed("v1,%%%").matches(bytes(PAYLOAD), SECRET)).isFalse();
        assertThat(signed("v1").matches(bytes(PAYLOAD), "no key at all")).isFalse();
    }

    private static WebhookSignature signed(String signature) {
        return new WebhookSignature("msg_1", String.valueOf(AT), signature);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
