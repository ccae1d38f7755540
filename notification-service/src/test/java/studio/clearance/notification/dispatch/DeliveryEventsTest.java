package studio.clearance.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.notification.domain.Channel;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.persistence.Claimed;

/** The events we publish are, to the member, the examples that others build on. */
class DeliveryEventsTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");
    private static final UUID USE_CASE = UUID.fromString("019a5326-2e51-7b2f-8a1c-4c7e9d3f5b67");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void the_contracts_are_sound() {
        ContractCheck.assertSound(CONTRACTS, "notification");
    }

    @Test
    void a_delivered_mail_is_published_as_the_example_says() throws IOException {
        OutgoingEvent event = DeliveryEvents.delivered(
                delivery("019a5326-3012-7e45-a155-0718293041a6", Kind.CLEARED),
                USE_CASE,
                Channel.EMAIL,
                1,
                Instant.parse("2026-11-05T10:15:10.301Z"));

        assertThat(event.type()).isEqualTo("studio.clearance.NotificationDelivered.v1");
        assertThat(event.subject()).isEqualTo(USE_CASE.toString());
        assertIsExample(event, "NotificationDelivered.v1.json");
    }

    @Test
    void a_delivered_webhook_is_published_as_the_example_says() throws IOException {
        OutgoingEvent event = DeliveryEvents.delivered(
                delivery("019a5326-3012-7e46-b255-18293041a607", Kind.GRANTED),
                USE_CASE,
                Channel.WEBHOOK,
                2,
                Instant.parse("2026-11-20T16:40:17.020Z"));

        assertIsExample(event, "NotificationDelivered.v1-webhook.json");
    }

    @Test
    void a_failed_mail_is_published_as_the_example_says() throws IOException {
        OutgoingEvent event = DeliveryEvents.failed(
                delivery("019a5326-3012-7e47-8355-293041a60718", Kind.CLEARED),
                USE_CASE,
                Channel.EMAIL,
                1,
                Instant.parse("2026-11-05T10:15:11.120Z"),
                "refused with 550");

        assertThat(event.type()).isEqualTo("studio.clearance.NotificationFailed.v1");
        assertIsExample(event, "NotificationFailed.v1.json");
    }

    @Test
    void it_belongs_to_the_trace_of_what_it_tells_of() {
        OutgoingEvent event = DeliveryEvents.delivered(
                delivery("019a5326-3012-7e45-a155-0718293041a6", Kind.CLEARED),
                USE_CASE,
                Channel.EMAIL,
                1,
                Instant.EPOCH);

        assertThat(event.traceparent()).isEqualTo(TRACE);
    }

    private static void assertIsExample(OutgoingEvent event, String example) throws IOException {
        assertThat(Json.tree(event.data()))
                .isEqualTo(Json.tree(
                        Files.readAllBytes(CONTRACTS.resolve("examples").resolve(example))));
    }

    private static Claimed delivery(String id, Kind kind) {
        return new Claimed(
                UUID.fromString(id),
                1,
                0,
                UUID.fromString("019a5326-3012-7e44-8f55-607182930416"),
                kind,
                USE_CASE,
                UUID.fromString("019a5326-3012-7e44-8f55-607182930415"),
                TRACE);
    }
}
