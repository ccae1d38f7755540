package studio.clearance.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.notification.Receiver.Reply;

@QuarkusTest
class DeliveryLogTest extends NotificationTest {

    @Test
    void the_log_says_what_was_sent_how_it_was_answered_and_when_it_is_tried_next() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(500))) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            eventually(() -> delivery(useCase.id(), "WEBHOOK").failures() == 1);

            Response log = log(endpoint, "");

            log.then()
                    .body("items", hasSize(1))
                    .body("items[0].type", equalTo("approval.granted"))
                    .body("items[0].reference", equalTo(useCase.reference()))
                    .body(
                            "items[0].webhookId",
                            equalTo(receiver.received().getFirst().header("webhook-id")))
                    .body("items[0].state", equalTo("PENDING"))
                    .body("items[0].attempts", equalTo(1))
                    .body("items[0].lastAnswer", equalTo("500"))
                    .body("items[0].nextAttemptAt", notNullValue());
            as(portalOf(endpoint.partner()))
                    .get("/api/webhook-endpoints/" + endpoint.id() + "/deliveries/" + log.path("items[0].id"))
                    .then()
                    .statusCode(200)
                    .body("attempts", hasSize(1))
                    .body("attempts[0].answer", equalTo("500"))
                    .body("payload.type", equalTo("approval.granted"))
                    .body("payload.data.useCaseId", equalTo(useCase.id().toString()));
            log(endpoint, "?state=DELIVERED").then().body("items", hasSize(0));
        }
    }

    @Test
    void one_delivery_is_replayed_under_its_webhook_id() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            UseCase useCase = aUseCase();
            Endpoint endpoint = registers(useCase.partner(), receiver.url());
            submits(useCase);
            isGranted(useCase);
            eventuallyAll(useCase.id(), "DELIVERED");
            UUID delivery = delivery(useCase.id(), "WEBHOOK").id();

            as(portalOf(endpoint.partner()))
                    .post("/api/webhook-endpoints/" + endpoint.id() + "/deliveries/" + delivery + "/replay")
                    .then()
                    .statusCode(202)
                    .body("delivery.id", equalTo(delivery.toString()));

            var both = receiver.received(2);
            assertThat(both.get(1).header("webhook-id")).isEqualTo(both.get(0).header("webhook-id"));
            assertThat(both.get(1).body()).isEqualTo(both.get(0).body());
            eventuallyAll(useCase.id(), "DELIVERED");
            assertThat(delivery(useCase.id(), "WEBHOOK").attempts()).hasSize(2);
        }
    }

    @Test
    void what_was_kept_while_the_endpoint_was_off_is_replayed_by_range() throws Exception {
        try (Receiver receiver = Receiver.start().answers(Reply.status(410), Reply.status(200))) {
            String partner = aPartner();
            Endpoint endpoint = registers(partner, receiver.url());
            List<UseCase> useCases = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                UseCase useCase = aUseCaseOf(partner);
                useCases.add(useCase);
                submits(useCase);
                isGranted(useCase);
                eventually(() -> delivery(useCase.id(), "WEBHOOK").state().equals("HELD"));
            }
            String path = "/api/webhook-endpoints/" + endpoint.id();
            Map<String, Object> today = Map.of(
                    "from",
                    Instant.now().minus(Duration.ofHours(1)),
                    "to",
                    Instant.now().plus(Duration.ofHours(1)));
            as(portalOf(partner))
                    .body(today)
                    .post(path + "/replays")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("https://clearance.studio/problems/endpoint-switched-off"));
            as(portalOf(partner))
                    .header("If-Match", "*")
                    .body(Map.of("status", "ENABLED"))
                    .patch(path)
                    .then()
                    .statusCode(200);

            as(portalOf(partner))
                    .body(Map.of(
                            "from",
                            Instant.now().minus(Duration.ofDays(9)),
                            "to",
                            Instant.now().minus(Duration.ofDays(8))))
                    .post(path + "/replays")
                    .then()
                    .statusCode(202)
                    .body("queued", equalTo(0));
            as(portalOf(partner))
                    .body(today)
                    .post(path + "/replays")
                    .then()
                    .statusCode(202)
                    .body("queued", equalTo(3))
                    .body("more", equalTo(false));

            receiver.received(4);
            useCases.forEach(useCase -> eventuallyAll(useCase.id(), "DELIVERED"));
            as(portalOf(partner)).body(today).post(path + "/replays").then().body("queued", equalTo(0));
        }
    }

    @Test
    void a_range_has_two_ends_in_their_order() throws Exception {
        Endpoint endpoint = registers(aPartner(), "http://127.0.0.1:9/");
        String path = "/api/webhook-endpoints/" + endpoint.id() + "/replays";

        as(portalOf(endpoint.partner()))
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/from", "/to"));
        as(portalOf(endpoint.partner()))
                .body(Map.of("from", "2026-11-19T12:00:00Z", "to", "2026-11-19T11:00:00Z"))
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/to"));
    }

    @Test
    void a_partner_reads_who_was_told_its_own_addresses_whole_and_the_contacts_masked() {
        UseCase useCase = aUseCase();
        submits(useCase);
        isGranted(useCase);
        eventuallyAll(useCase.id(), "DELIVERED");

        Response told = as(portalOf(useCase.partner())).get("/api/notifications?useCaseId=" + useCase.id());

        told.then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items.event", contains("ApprovalGranted", "ApprovalGranted", "ApprovalGranted"))
                .body("items.state", contains("DELIVERED", "DELIVERED", "DELIVERED"));
        assertThat(told.asString())
                .contains(useCase.submitter(), useCase.partnerMail())
                .doesNotContain(useCase.contact());
        told.then()
                .body(
                        "items.find { it.recipient.audience == 'STUDIO_CONTACT' }.recipient.address",
                        matchesPattern("d…@studio\\.example"));
    }

    @Test
    void the_studio_reads_all_addresses_and_of_an_endpoint_its_host() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            UseCase useCase = aUseCase();
            registers(useCase.partner(), receiver.url() + "?token=of-the-partner");
            submits(useCase);
            isGranted(useCase);
            eventuallyAll(useCase.id(), "DELIVERED");

            Response told = as(somebodyWith("legal-reviewer")).get("/api/notifications?useCaseId=" + useCase.id());

            assertThat(told.asString())
                    .contains(useCase.contact(), useCase.submitter())
                    .doesNotContain("of-the-partner");
            told.then().body("items.find { it.channel == 'webhook' }.endpoint.host", equalTo("127.0.0.1"));
        }
    }

    @Test
    void records_are_read_page_by_page_and_only_for_a_use_case() {
        UseCase useCase = aUseCase();
        submits(useCase);
        isGranted(useCase);
        eventuallyAll(useCase.id(), "DELIVERED");
        String path = "/api/notifications?limit=2&useCaseId=" + useCase.id();
        Response first = as(portalOf(useCase.partner())).get(path);
        first.then().body("items", hasSize(2));

        as(portalOf(useCase.partner()))
                .get(path + "&cursor=" + first.path("next"))
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        as(portalOf(useCase.partner())).get("/api/notifications").then().statusCode(400);
    }

    private static Response log(Endpoint endpoint, String query) {
        return as(portalOf(endpoint.partner())).get("/api/webhook-endpoints/" + endpoint.id() + "/deliveries" + query);
    }
}
