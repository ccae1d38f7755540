package studio.clearance.local.gateway;

import java.time.Instant;

/** A webhook that came to the local inbox. */
record ReceivedWebhook(Instant at, String receiver, WebhookSignature signature, byte[] payload) {
    enum Verdict {
        GENUINE("signature verified"),
        FORGED("signature does not match"),
        KEY_UNKNOWN("the key of this receiver is not known here");

        final String words;

        Verdict(String words) {
            this.words = words;
        }
    }
}
