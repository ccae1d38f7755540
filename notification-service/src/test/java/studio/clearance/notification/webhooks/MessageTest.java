package studio.clearance.notification.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.notification.vault.SigningSecret;

class MessageTest {

    private static final String PAYLOAD = "{\"type\":\"approval.granted\"}";

    private final Message message = new Message(Message.idOf(UUID.randomUUID()), PAYLOAD.getBytes(UTF_8));
    private final SigningSecret secret = SigningSecret.random();
    private final Instant now = Instant.now();

    @Test
    void the_official_library_accepts_it() throws Exception {
        new Webhook(secret.shared()).verify(PAYLOAD, headers(message.signatures(now, List.of(secret))));
    }

    @Test
    void during_a_rotation_holders_of_either_secret_accept_it() throws Exception {
        SigningSecret former = SigningSecret.random();

        HttpHeaders headers = headers(message.signatures(now, List.of(secret, former)));

        new Webhook(secret.shared()).verify(PAYLOAD, headers);
        new Webhook(former.shared()).verify(PAYLOAD, headers);
    }

    @Test
    void changed_on_its_way_it_is_refused() {
        HttpHeaders headers = headers(message.signatures(now, List.of(secret)));

        assertThatThrownBy(() -> new Webhook(secret.shared()).verify(PAYLOAD + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void signed_with_anothers_secret_it_is_refused() {
        HttpHeaders headers = headers(message.signatures(now, List.of(SigningSecret.random())));

        assertThatThrownBy(() -> new Webhook(secret.shared()).verify(PAYLOAD, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void both_kinds_of_signature_are_sent() {
        assertThat(message.signatures(now, List.of(secret)).split(" "))
                .satisfiesExactly(
                        hmac -> assertThat(hmac).startsWith("v1,"),
                        ed25519 -> assertThat(ed25519).startsWith("v1a,"));
    }

    @Test
    void its_id_cannot_be_mistaken_for_a_part_of_what_is_signed() {
        assertThat(message.id()).matches("msg_[0-9a-f]{32}");
    }

    @Test
    void retry_after_is_read_as_seconds_or_as_a_date_and_ignored_otherwise() {
        Instant noon = Instant.parse("2026-11-19T12:00:00Z");

        assertThat(WebhookClient.retryAfter("600", noon)).isEqualTo(Duration.ofMinutes(10));
        assertThat(WebhookClient.retryAfter("Thu, 19 Nov 2026 12:01:30 GMT", noon))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(WebhookClient.retryAfter("Thu, 19 Nov 2026 11:00:00 GMT", noon))
                .isZero();
        assertThat(WebhookClient.retryAfter("soon", noon)).isNull();
        assertThat(WebhookClient.retryAfter("", noon)).isNull();
        assertThat(WebhookClient.retryAfter("99999999999999999999", noon)).isNull();
    }

    private HttpHeaders headers(String signatures) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(message.id()),
                        "webhook-timestamp", List.of(String.valueOf(now.getEpochSecond())),
                        "webhook-signature", List.of(signatures)),
                (name, value) -> true);
    }
}
