package studio.clearance.notification.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import studio.clearance.notification.vault.SigningSecret;

/**
 * One webhook, the same at every attempt.
 *
 * @param id what receivers tell a repetition by; one notification has one id, at whichever endpoint it arrives
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; signed and sent as it is
record Message(String id, byte[] payload) {

    static String idOf(UUID notification) {
        return "msg_" + notification.toString().replace("-", "");
    }

    /** {@code webhook-signature}: both kinds, by every secret that is valid at this moment. */
    String signatures(Instant at, List<SigningSecret> secrets) {
        byte[] signed = signed(at);
        StringJoiner signatures = new StringJoiner(" ");
        for (SigningSecret secret : secrets) {
            signatures.add(secret.hmac(signed));
        }
        for (SigningSecret secret : secrets) {
            signatures.add(secret.ed25519(signed));
        }
        return signatures.toString();
    }

    private byte[] signed(Instant at) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(payload.length + 64);
        signed.writeBytes((id + "." + at.getEpochSecond() + ".").getBytes(UTF_8));
        signed.writeBytes(payload);
        return signed.toByteArray();
    }
}
