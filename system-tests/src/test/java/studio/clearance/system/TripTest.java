package studio.clearance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import studio.clearance.local.system.Part;

/** One use case from the partner's declaration to the letter, the mail and the webhook. */
@TestInstance(Lifecycle.PER_CLASS)
class TripTest {
    private static final String TITLE = "Call sheets for the unannounced sequel";

    private final RunningSystem system = RunningSystem.get();
    private final WebhookReceiver portal = new WebhookReceiver();
    private String secret = "";
    private String useCase = "";
    private String reference = "";
    private String approval = "";
    private String traceId = "";

    @BeforeAll
    void a_partner_declares_and_legal_grants() {
        Stage stage = Stage.with(system, "partner-a");
        Api partner = system.as("partner-a");
        JsonNode endpoint = partner.post("/api/webhook-endpoints", Map.of("url", portal.url()))
                .must(201)
                .json();
        secret = endpoint.findValue("secret").asText();

        traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        JsonNode submitted = partner.post(
                        "/api/use-cases",
                        stage.useCase(TITLE, Stage.personalData()),
                        Map.of(
                                "Idempotency-Key",
                                "the-first-trip",
                                "traceparent",
                                "00-" + traceId + "-00f067aa0ba902b7-01"))
                .must(201)
                .json();
        useCase = submitted.get("id").asText();
        reference = submitted.get("reference").asText();

        Cases cases = new Cases(system.as("legal-1"));
        JsonNode queued = stage.awaitQueued("legal-1", useCase);
        cases.claim(queued);
        approval = cases.grant(queued.get("id").asText(), "Call sheets of this production, in the named tool.");
        stage.awaitStatus("partner-a", useCase, "GRANTED");
    }

    @Test
    void the_letter_is_genuine_by_a_library_that_is_not_ours() throws Exception {
        String jws = system.as("partner-a")
                .call("GET", "/api/approvals/" + approval + ".jws", null, Map.of())
                .must(200)
                .text();
        JWSObject letter = JWSObject.parse(jws.strip());
        JWKSet keys = JWKSet.parse(
                system.asNobody().get("/.well-known/jwks.json").must(200).text());
        OctetKeyPair key = (OctetKeyPair) keys.getKeyByKeyId(letter.getHeader().getKeyID());

        assertThat(letter.verify(new Ed25519Verifier(key.toPublicJWK()))).isTrue();
        Map<String, Object> says = letter.getPayload().toJSONObject();
        assertThat(says).containsEntry("scope", "Call sheets of this production, in the named tool.");
        assertThat(((Map<?, ?>) says.get("useCase")).get("reference")).isEqualTo(reference);
    }

    @Test
    void a_letter_with_one_letter_changed_is_not() throws Exception {
        String jws = system.as("partner-a")
                .get("/api/approvals/" + approval + ".jws")
                .must(200)
                .text();
        String[] parts = jws.strip().split("\\.");
        byte[] payload = com.nimbusds.jose.util.Base64URL.from(parts[1]).decode();
        int scope = new String(payload, StandardCharsets.ISO_8859_1).indexOf("Call sheets");
        payload[scope] = 'B';
        JWSObject forged =
                JWSObject.parse(parts[0] + "." + com.nimbusds.jose.util.Base64URL.encode(payload) + "." + parts[2]);
        JWKSet keys = JWKSet.parse(
                system.asNobody().get("/.well-known/jwks.json").must(200).text());
        OctetKeyPair key = (OctetKeyPair) keys.getKeyByKeyId(forged.getHeader().getKeyID());

        assertThat(forged.verify(new Ed25519Verifier(key.toPublicJWK()))).isFalse();
    }

    @Test
    void a_request_has_no_name_looked_up() {
        assumeThat(DatagramSockets.canBeCounted()).as("this is Linux").isTrue();
        int requests = 50;
        for (int i = 0; i < requests; i++) {
            system.asNobody().get("/.well-known/jwks.json").must(200);
            system.as("partner-a").get("/api/use-cases").must(200);
            system.as("partner-a").get("/api/webhook-endpoints").must(200);
            system.as("policy-1").get("/api/policies").must(200);
        }

        for (Part service : Part.SERVICES) {
            long pid = system.installation()
                    .process(service)
                    .running()
                    .orElseThrow()
                    .pid();
            assertThat(DatagramSockets.of(pid)).as("%s's UDP sockets", service).isLessThan(requests / 2);
        }
    }

    @Test
    void anyone_can_ask_whether_it_is_in_force_and_learns_nothing_else() {
        Api.Answer verdict = system.asNobody()
                .call("GET", "/verify/" + approval, null, Map.of("Accept", "application/json"))
                .must(200);
        assertThat(verdict.json().get("status").asText()).isEqualTo("IN_FORCE");
        assertThat(verdict.text()).doesNotContain(TITLE).doesNotContain("Unannounced");
    }

    @Test
    void the_portal_gets_a_signed_webhook_without_a_word_of_unreleased_work() throws Exception {
        WebhookReceiver.Received granted = await().atMost(Stage.SOON)
                .until(
                        () -> portal.received().stream()
                                .filter(hook -> hook.payload().contains("approval.granted"))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();

        new Webhook(secret).verify(granted.payload(), granted.headers());
        assertThatThrownBy(() -> new Webhook(secret).verify(granted.payload() + " ", granted.headers()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(granted.payload())
                .contains(approval)
                .contains(reference)
                .doesNotContain(TITLE)
                .doesNotContain("Unannounced");
    }

    @Test
    void partner_and_contact_have_mail_whose_subject_gives_nothing_away() {
        List<MimeMessage> mails = await().atMost(Stage.SOON)
                .until(
                        () -> system.parts().mail().messages().stream()
                                .filter(mail -> Mails.subject(mail).contains(reference))
                                .toList(),
                        found -> recipients(found)
                                .containsAll(List.of("partner-a@example.com", "contact-1@example.com")));
        assertThat(mails)
                .allSatisfy(mail ->
                        assertThat(Mails.subject(mail)).doesNotContain(TITLE).doesNotContain("Unannounced"));
    }

    @Test
    void the_timeline_tells_the_whole_story() {
        JsonNode timeline = system.as("partner-a")
                .get("/api/use-cases/" + useCase + "/timeline")
                .must(200)
                .json();
        assertThat(timeline.toString()).contains("ESCALATE").contains(approval);
    }

    @Test
    void one_trace_leads_through_all_four_services() {
        Map<String, List<String>> heard = await().atMost(Stage.SOON)
                .until(
                        () -> Topics.tracesOf(system.parts().kafka().bootstrapServers(), useCase),
                        traces -> traces.containsKey("clearance.notification"));
        // The grant is a request of its own, made by another person at another time: it has its own trace.
        assertThat(heard.get("clearance.intake")).containsOnly(traceId);
        assertThat(heard.get("clearance.triage")).containsOnly(traceId);
        assertThat(heard.get("clearance.notification")).contains(traceId);
        assertThat(heard.get("clearance.approval")).isNotEmpty();
        assertThat(heard.get("clearance.notification")).containsAll(heard.get("clearance.approval"));
    }

    private static List<String> recipients(List<MimeMessage> mails) {
        return mails.stream()
                .flatMap(mail -> {
                    try {
                        return Arrays.stream(mail.getAllRecipients()).map(Object::toString);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
