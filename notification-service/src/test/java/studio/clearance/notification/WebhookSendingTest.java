package studio.clearance.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpHeaders;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.notification.Receiver.Received;
import studio.clearance.notification.Receiver.Reply;

@QuarkusTest
class WebhookSendingTest extends NotificationTest {

    @Test
    void a_grant_arrives_signed_and_thin() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);

            Received webhook = receiver.received(1).getFirst();

            assertVerifies(endpoint.secret(), webhook);
            assertThat(webhook.header("content-type")).isEqualTo("application/json");
            assertThat(webhook.headers()).doesNotContainKeys("traceparent", "authorization");
            JsonNode payload = Json.tree(webhook.body().getBytes(UTF_8));
            assertThat(payload.path("type").asText()).isEqualTo("approval.granted");
            assertThat(payload.path("timestamp").asText()).isEqualTo("2026-11-20T16:40:11.204Z");
            assertThat(payload.path("data").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder(
                            "useCaseId",
                            "reference",
                            "revision",
                            "approvalId",
                            "effectiveFrom",
                            "expiresAt",
                            "verifyUrl",
                            "link");
            assertThat(payload.at("/data/reference").asText()).isEqualTo(useCase.reference());
            assertThat(webhook.body())
                    .doesNotContain("Northern", "dropped", "platform scene", "voice model", "Mei", "@", "Fathom");
            eventuallyAll(useCase.id(), "DELIVERED");
            assertThat(published("clearance.notification", useCase.id(), 4))
                    .filteredOn(event -> data(event).path("channel").asText().equals("webhook"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(data(event).path("event").asText()).isEqualTo("ApprovalGranted"));
        }
    }

    @Test
    void who_holds_no_secret_verifies_with_the_public_key() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isTriaged(useCase, "ESCALATE");

            Received webhook = receiver.received(1).getFirst();

            String signed =
                    webhook.header("webhook-id") + "." + webhook.header("webhook-timestamp") + "." + webhook.body();
            String signature = Arrays.stream(webhook.header("webhook-signature").split(" "))
                    .filter(each -> each.startsWith("v1a,"))
                    .findFirst()
                    .orElseThrow();
            byte[] raw = Base64.getDecoder().decode(endpoint.publicKey().substring("whpk_".length()));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of()
                            .parseHex(
                                    "302a300506032b6570032100" + HexFormat.of().formatHex(raw)))));
            verifier.update(signed.getBytes(UTF_8));
            assertThat(verifier.verify(Base64.getDecoder().decode(signature.substring("v1a,".length()))))
                    .isTrue();
        }
    }

    @Test
    void an_endpoint_gets_what_it_asked_for_and_no_partner_gets_anothers() throws Exception {
        try (Receiver approvals = Receiver.start();
                Receiver everything = Receiver.start();
                Receiver stranger = Receiver.start()) {
            UseCase useCase = aUseCase();
            registers(useCase.partner(), approvals.url(), "approval.*");
            registers(useCase.partner(), everything.url());
            registers(aPartner(), stranger.url());
            submits(useCase);
            isTriaged(useCase, "ESCALATE");
            isGranted(useCase);

            everything.received(2);
            Received only = approvals.received(1).getFirst();

            assertThat(only.body()).contains("approval.granted");
            eventuallyAll(useCase.id(), "DELIVERED");
            assertThat(approvals.received()).hasSize(1);
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void a_retry_is_the_same_message_at_another_time() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(500), Reply.status(204))) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            receiver.received(1);
            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);
            // The timestamp counts in seconds.
            eventually(() -> Instant.now().getEpochSecond()
                    > Long.parseLong(receiver.received().getFirst().header("webhook-timestamp")));
            timeHasCome(useCase.id());

            List<Received> both = receiver.received(2);

            assertThat(both.get(1).header("webhook-id")).isEqualTo(both.get(0).header("webhook-id"));
            assertThat(both.get(1).body()).isEqualTo(both.get(0).body());
            assertThat(both.get(1).header("webhook-timestamp"))
                    .isNotEqualTo(both.get(0).header("webhook-timestamp"));
            assertVerifies(endpoint.secret(), both.get(1));
            eventuallyAll(useCase.id(), "DELIVERED");
            assertThat(delivery(useCase.id(), "WEBHOOK").attempts().findValuesAsText("answer"))
                    .containsExactly("500", "204");
        }
    }

    @Test
    void the_first_retry_comes_by_itself_after_five_seconds() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(503), Reply.status(200))) {
            UseCase useCase = aUseCase();
            registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            long first = System.nanoTime();
            receiver.received(1);

            receiver.received(2);

            assertThat((System.nanoTime() - first) / 1e9).isBetween(4.5, 9.0);
        }
    }

    @Test
    void a_redirect_is_a_failure_and_nobody_follows_it() throws Exception {
        try (Receiver elsewhere = Receiver.start();
                Receiver receiver = Receiver.start()) {
            receiver.answers(Reply.status(307).with("Location", elsewhere.url()));
            UseCase useCase = aUseCase();
            registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            receiver.received(1);

            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);

            assertThat(delivery(useCase.id(), "WEBHOOK")
                            .attempts()
                            .at("/0/answer")
                            .asText())
                    .isEqualTo("307, redirects are refused");
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void gone_switches_the_endpoint_off_keeps_what_waits_and_tells_the_owner() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(410))) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            receiver.received(1);

            eventually(() -> delivery(useCase.id(), "WEBHOOK").state().equals("HELD"));

            reads(endpoint)
                    .then()
                    .body("status", equalTo("DISABLED"))
                    .body("health.state", equalTo("SWITCHED_OFF"))
                    .body("health.because", equalTo("GONE"));
            eventually(() -> mailsTo(useCase.partnerMail()).size() == 2);
            assertThat(mailsTo(useCase.partnerMail()))
                    .extracting(Mails::subject)
                    .contains("Webhook endpoint 127.0.0.1: switched off");

            isTriaged(useCase, "ESCALATE");
            eventually(() -> heldWebhooks(useCase.id()) == 2);
            assertThat(heldWebhooks(useCase.id())).isEqualTo(2);
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void retry_after_is_honoured_for_all_that_waits() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(429).with("Retry-After", "120"))) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            receiver.received(1);
            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);

            isTriaged(useCase, "ESCALATE");
            eventually(() -> pendingWebhooks(useCase.id()) == 2);

            reads(endpoint).then().body("health.restsUntil", notNullValue());
            assertThat(secondsUntilDue(delivery(useCase.id(), "WEBHOOK").id())).isBetween(60, 121);
            mailsTo(useCase.submitter(), 2);
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void who_does_not_answer_in_time_has_failed() throws Exception {
        try (Receiver receiver = Receiver.start().neverAnswers()) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);

            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);

            JsonNode attempt = delivery(useCase.id(), "WEBHOOK").attempts().path(0);
            assertThat(attempt.path("answer").asText()).isEqualTo("timeout");
            assertThat(attempt.path("ms").asLong()).isBetween(1_900L, 4_000L);
            reads(endpoint).then().body("health.state", equalTo("FAILING"));
        }
    }

    @Test
    void a_dead_endpoint_slows_no_other() throws Exception {
        try (Receiver dead = Receiver.start().neverAnswers();
                Receiver alive = Receiver.start()) {
            String partner = aPartner();
            registers(partner, dead.url());
            registers(partner, alive.url());
            List<UseCase> useCases =
                    Stream.generate(() -> aUseCaseOf(partner)).limit(60).toList();
            long began = System.nanoTime();

            useCases.forEach(NotificationTest::submits);
            useCases.forEach(NotificationTest::isGranted);
            alive.received(60);

            // All sixty at the dead one, one after the other, would take two minutes of timeouts.
            assertThat((System.nanoTime() - began) / 1e9).isLessThan(15);
        }
    }

    @Test
    void a_connection_that_is_refused_is_a_failure_like_any_other() throws Exception {
        UseCase useCase = aUseCase();
        Receiver receiver = Receiver.start();
        Endpoint endpoint = registers(useCase.partner(), receiver.url());
        receiver.close();
        submits(useCase);
        isGranted(useCase);

        eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);

        assertThat(delivery(useCase.id(), "WEBHOOK").attempts().at("/0/answer").asText())
                .isEqualTo("connection failed");
        reads(endpoint).then().body("health.state", equalTo("FAILING"));
    }

    @Test
    void one_success_makes_a_failing_endpoint_healthy() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(500), Reply.status(200))) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            eventually(() -> reads(endpoint).path("health.state").equals("FAILING"));

            timeHasCome(useCase.id());

            eventually(() -> reads(endpoint).path("health.state").equals("HEALTHY"));
            reads(endpoint).then().body("health.state", equalTo("HEALTHY"));
        }
    }

    @Test
    void an_endpoint_that_has_failed_for_hours_has_its_owner_told_and_after_three_days_is_switched_off()
            throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(500))) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);
            failingFor(endpoint.id(), "7 hours");
            timeHasCome(useCase.id());
            eventually(() ->
                    subjects(useCase.partnerMail()).contains("Webhook endpoint 127.0.0.1: deliveries are failing"));
            assertThat(subjects(useCase.partnerMail())).contains("Webhook endpoint 127.0.0.1: deliveries are failing");

            failingFor(endpoint.id(), "73 hours");
            timeHasCome(useCase.id());

            eventually(() -> subjects(useCase.partnerMail()).contains("Webhook endpoint 127.0.0.1: switched off"));
            assertThat(subjects(useCase.partnerMail())).contains("Webhook endpoint 127.0.0.1: switched off");
            reads(endpoint).then().body("health.because", equalTo("FAILED_TOO_LONG"));
            assertThat(delivery(useCase.id(), "WEBHOOK").state()).isEqualTo("HELD");
        }
    }

    @Test
    void when_the_schedule_is_used_up_the_delivery_is_given_up_and_published_as_failed() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(500))) {
            UseCase useCase = aUseCase();
            registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);
            database.query(
                    "update delivery set failures = 9 where id = $1",
                    delivery(useCase.id(), "WEBHOOK").id());
            timeHasCome(useCase.id());

            eventually(() -> delivery(useCase.id(), "WEBHOOK").state().equals("FAILED"));

            assertThat(delivery(useCase.id(), "WEBHOOK").state()).isEqualTo("FAILED");
            assertThat(published("clearance.notification", useCase.id(), 4))
                    .filteredOn(event -> header(event, "ce_type").endsWith("NotificationFailed.v1"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(data(event).path("reason").asText()).isEqualTo("500"));
        }
    }

    @Test
    void a_webhook_whose_sender_was_taken_for_dead_is_sent_again_and_the_late_report_counts_for_nothing()
            throws Exception {
        UseCase useCase = aUseCase();
        try (Receiver receiver = Receiver.start()) {
            // While the first attempt is under way its claim runs out and somebody else takes it, as after a crash.
            receiver.answers(Reply.status(200).after(received -> database.query("""
                            update delivery d set claim = claim + 1, due_at = now() from notification n
                            where n.id = d.notification_id and n.use_case_id = $1 and d.channel = 'WEBHOOK'""", useCase.id())), Reply.status(200));
            registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);

            List<Received> both = receiver.received(2);

            assertThat(both.get(1).header("webhook-id")).isEqualTo(both.get(0).header("webhook-id"));
            eventuallyAll(useCase.id(), "DELIVERED");
            assertThat(delivery(useCase.id(), "WEBHOOK").attempts()).hasSize(1);
            assertThat(published("clearance.notification", useCase.id(), 4)).hasSize(4);
        }
    }

    @Test
    void during_a_rotation_both_secrets_verify_and_afterwards_only_the_new_one() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            String fresh = asPosting(portalOf(endpoint.partner()))
                    .body("{\"overlap\": \"PT1H\"}")
                    .post("/api/webhook-endpoints/" + endpoint.id() + "/secrets")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("secret");
            submits(useCase);
            isGranted(useCase);

            Received during = receiver.received(1).getFirst();
            assertVerifies(endpoint.secret(), during);
            assertVerifies(fresh, during);
            assertThat(during.header("webhook-signature").split(" ")).hasSize(4);

            database.query(
                    "update webhook_secret set expires_at = now() where endpoint_id = $1 and expires_at is not null",
                    endpoint.id());
            database.query("update webhook_endpoint set version = version + 1 where id = $1", endpoint.id());
            isTriaged(useCase, "ESCALATE");

            Received afterwards = receiver.received(2).get(1);
            assertVerifies(fresh, afterwards);
            assertThat(afterwards.header("webhook-signature").split(" ")).hasSize(2);
        }
    }

    @Test
    void a_name_that_leads_inside_after_it_was_registered_is_not_followed() throws Exception {
        try (Receiver inside = Receiver.start()) {
            String host = "rebinding-" + UUID.randomUUID() + ".test";
            names.says(host, "127.0.0.1", "10.0.0.1");
            UseCase useCase = aUseCase();
            registers(useCase.partner(), inside.url(host));
            submits(useCase);
            isGranted(useCase);

            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);

            assertThat(delivery(useCase.id(), "WEBHOOK")
                            .attempts()
                            .at("/0/answer")
                            .asText())
                    .isEqualTo("address not allowed");
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void the_address_that_was_checked_is_the_address_that_is_called() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            String host = "pinned-" + UUID.randomUUID() + ".test";
            // Asked a third time it would lead into the house: between check and connection nobody asks.
            names.says(host, "127.0.0.1", "127.0.0.1", "10.0.0.1");
            UseCase useCase = aUseCase();
            registers(useCase.partner(), receiver.url(host));
            submits(useCase);
            isGranted(useCase);

            Received webhook = receiver.received(1).getFirst();

            assertThat(webhook.header("host")).startsWith(host);
            assertThat(names.timesAsked(host)).isEqualTo(2);
        }
    }

    @Test
    void over_tls_the_name_is_verified_although_the_address_is_pinned() throws Exception {
        try (Receiver receiver = Receiver.startWithTls()) {
            names.says(PrivateAuthority.HOST, "127.0.0.1");
            names.says("other.partner.test", "127.0.0.1");
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url(PrivateAuthority.HOST));
            Endpoint impostor = registers(useCase.partner(), receiver.url("other.partner.test"));
            submits(useCase);
            isGranted(useCase);

            assertVerifies(endpoint.secret(), receiver.received(1).getFirst());
            eventually(() -> reads(impostor).path("health.state").equals("FAILING"));
            reads(impostor).then().body("health.state", equalTo("FAILING"));
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void connections_are_kept_open_between_webhooks() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            String partner = aPartner();
            registers(partner, receiver.url());
            for (int i = 1; i <= 5; i++) {
                UseCase useCase = aUseCaseOf(partner);
                submits(useCase);
                isGranted(useCase);
                receiver.received(i);
                eventuallyAll(useCase.id(), "DELIVERED");
            }

            assertThat(receiver.connections()).isLessThanOrEqualTo(2);
        }
    }

    private static void assertVerifies(String secret, Received webhook) throws Exception {
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(webhook.header("webhook-id")),
                "webhook-timestamp", List.of(webhook.header("webhook-timestamp")),
                "webhook-signature", List.of(webhook.header("webhook-signature")));
        new Webhook(secret).verify(webhook.body(), HttpHeaders.of(headers, (name, value) -> true));
    }

    private static List<String> subjects(String address) {
        return mailsTo(address).stream().map(Mails::subject).toList();
    }

    private void failingFor(UUID endpoint, String span) {
        database.query(
                "update webhook_endpoint set failing_since = now() - $2::text::interval where id = $1", endpoint, span);
    }

    private long heldWebhooks(UUID useCase) {
        return webhooks(useCase, "HELD");
    }

    private long pendingWebhooks(UUID useCase) {
        return webhooks(useCase, "PENDING");
    }

    private long webhooks(UUID useCase, String state) {
        return deliveries(useCase).stream()
                .filter(row -> row.channel().equals("WEBHOOK") && row.state().equals(state))
                .count();
    }

    private int secondsUntilDue(UUID delivery) {
        return database.query("select extract(epoch from due_at - now())::int from delivery where id = $1", delivery)
                .iterator()
                .next()
                .getInteger(0);
    }
}
