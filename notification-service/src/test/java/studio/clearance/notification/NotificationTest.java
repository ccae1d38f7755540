package studio.clearance.notification;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.testing.Tokens;
import studio.clearance.local.RealStack;
import studio.clearance.notification.dispatch.Bell;

/** A running notification service on real parts, and the words to speak with it. Every test has partners of its own. */
@WithTestResource(
        value = RealStack.class,
        initArgs = {@ResourceArg(name = "database", value = "notification"), @ResourceArg(name = "mail", value = "true")
        })
@WithTestResource(Tokens.class)
@WithTestResource(SmtpFaults.class)
@WithTestResource(PrivateAuthority.class)
public abstract class NotificationTest {

    protected static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    protected static final String TITLE = "Two dropped words of Northern Line";

    private static final AtomicInteger REFERENCES = new AtomicInteger(1000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    protected Database database;

    @Inject
    protected Bell bell;

    @Inject
    protected ScriptedNames names;

    /** A use case that a partner declares: who is to be told about it. */
    protected record UseCase(
            UUID id, String reference, String partner, String submitter, String partnerMail, String contact) {

        Map<String, Object> submitted() {
            return submitted(1, "en-GB");
        }

        Map<String, Object> submitted(int revision, String locale) {
            Map<String, Object> submittedBy =
                    new LinkedHashMap<>(Map.of("subject", "s", "name", "Mei Chou", "locale", locale));
            if (submitter != null) {
                submittedBy.put("email", submitter);
            }
            return Map.ofEntries(
                    Map.entry("useCaseId", id),
                    Map.entry("reference", reference),
                    Map.entry("revision", revision),
                    Map.entry("revisionHash", "sha256:" + "0".repeat(64)),
                    Map.entry("title", TITLE),
                    Map.entry("narrative", "Two words were lost under a plane."),
                    Map.entry(
                            "partner",
                            Map.of("id", partner, "name", "Fathom & Field", "email", partnerMail, "locale", locale)),
                    Map.entry(
                            "production",
                            Map.of(
                                    "id",
                                    new UUID(1, 1),
                                    "title",
                                    "Northern Line",
                                    "locale",
                                    locale,
                                    "timeZone",
                                    "Europe/London")),
                    Map.entry("submittedBy", submittedBy),
                    Map.entry(
                            "studioContact",
                            Map.of(
                                    "username",
                                    "contact-1",
                                    "name",
                                    "Dana Whitlock",
                                    "email",
                                    contact,
                                    "locale",
                                    "en-GB")),
                    Map.entry("declaration", Map.of("in_final", "yes")),
                    Map.entry("submittedAt", Instant.now()));
        }
    }

    protected static String aPartner() {
        return "partner-" + UUID.randomUUID();
    }

    protected static UseCase aUseCase() {
        return aUseCaseOf(aPartner());
    }

    protected static UseCase aUseCaseOf(String partner) {
        String own = UUID.randomUUID().toString().substring(0, 8);
        return new UseCase(
                TimeOrderedIds.next(),
                "UC-" + REFERENCES.incrementAndGet(),
                partner,
                "mei-" + own + "@fathom.example",
                "clearances-" + own + "@fathom.example",
                "dana-" + own + "@studio.example");
    }

    protected static UUID submits(UseCase useCase) {
        return publishes("clearance.intake", "UseCaseSubmitted", useCase.id(), useCase.submitted());
    }

    protected static UUID isTriaged(UseCase useCase, String outcome) {
        return publishes(
                "clearance.triage",
                "Triaged",
                useCase.id(),
                Map.of("useCaseId", useCase.id(), "revision", 1, "outcome", outcome, "clauses", List.of()));
    }

    protected static Map<String, Object> granted(UseCase useCase) {
        return Map.of(
                "useCaseId",
                useCase.id(),
                "reference",
                useCase.reference(),
                "revision",
                1,
                "partnerId",
                useCase.partner(),
                "approvalId",
                new UUID(7, 7),
                "scope",
                "The platform scene of Northern Line",
                "conditions",
                List.of(Map.of("says", "The voice model is deleted at delivery.")),
                "effectiveFrom",
                "2026-11-20T16:40:11.204Z",
                "expiresAt",
                "2027-05-31T22:59:59Z",
                "verifyUrl",
                "http://localhost:8080/verify/WA-2026-7K3MQ-9XTB4");
    }

    protected static UUID isGranted(UseCase useCase) {
        return publishes("clearance.approval", "ApprovalGranted", useCase.id(), granted(useCase));
    }

    protected static UUID publishes(String topic, String event, UUID subject, Map<String, ?> data) {
        UUID id = TimeOrderedIds.next();
        publishes(List.of(message(topic, event, id, subject, Json.write(data))));
        return id;
    }

    /** As its producer would. */
    protected static ProducerRecord<String, byte[]> message(
            String topic, String event, UUID id, UUID subject, byte[] data) {
        var message = new ProducerRecord<>(topic, null, subject.toString(), data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        "studio.clearance." + event + ".v1",
                        "ce_source",
                        "/test",
                        "ce_subject",
                        subject.toString(),
                        "ce_time",
                        "2026-11-20T16:40:11.204Z",
                        "traceparent",
                        TRACE)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        return message;
    }

    protected static void publishes(List<ProducerRecord<String, byte[]>> messages) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            messages.forEach(producer::send);
        }
    }

    /** The events about a subject on a topic, in order; waits until so many have come. */
    protected static List<ConsumerRecord<String, byte[]>> published(String topic, UUID subject, int count) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            eventually(() -> {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (subject.toString().equals(message.key())) {
                        found.add(message);
                    }
                }
                return found.size() >= count;
            });
        }
        return found;
    }

    protected static JsonNode data(ConsumerRecord<String, byte[]> event) {
        return Json.tree(event.value());
    }

    protected static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }

    /** Mails to an address; waits until so many have come. */
    protected static List<MimeMessage> mailsTo(String address, int count) {
        List<MimeMessage> found = new ArrayList<>();
        eventually(() -> {
            found.clear();
            found.addAll(mailsTo(address));
            return found.size() >= count;
        });
        assertThat(found).as("mails to " + address).hasSize(count);
        return found;
    }

    protected static List<MimeMessage> mailsTo(String address) {
        return RealStack.mail().messages().stream()
                .filter(mail -> recipients(mail).contains(address))
                .toList();
    }

    private static List<String> recipients(MimeMessage mail) {
        try {
            return Arrays.stream(mail.getAllRecipients()).map(Address::toString).toList();
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Whatever of a use case waits for its time is due now; what is under way is left alone. */
    protected void timeHasCome(UUID useCase) {
        database.query("""
                update delivery d set due_at = now() from notification n
                where n.id = d.notification_id and n.use_case_id = $1 and d.state = 'PENDING'
                  and d.claim = jsonb_array_length(d.attempts)""", useCase);
        bell.ring();
    }

    protected record DeliveryRow(
            UUID id, String channel, String address, String state, int failures, JsonNode attempts) {}

    protected static final DeliveryRow NOT_YET =
            new DeliveryRow(new UUID(0, 0), "", "", "NONE", 0, Json.MAPPER.createArrayNode());

    protected List<DeliveryRow> deliveries(UUID useCase) {
        List<DeliveryRow> rows = new ArrayList<>();
        for (Row row : database.query("""
                select d.id, d.channel, d.address, d.state, d.failures, d.attempts::text
                from delivery d join notification n on n.id = d.notification_id
                where n.use_case_id = $1 order by d.id""", useCase)) {
            rows.add(new DeliveryRow(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInteger(4),
                    Json.tree(row.getString(5).getBytes(UTF_8))));
        }
        return rows;
    }

    protected DeliveryRow delivery(UUID useCase, String channel) {
        return deliveries(useCase).stream()
                .filter(row -> row.channel().equals(channel))
                .findFirst()
                .orElse(NOT_YET);
    }

    /** Waits until every delivery of a use case is in that state. */
    protected void eventuallyAll(UUID useCase, String state) {
        eventually(() -> {
            List<DeliveryRow> rows = deliveries(useCase);
            return !rows.isEmpty() && rows.stream().allMatch(row -> row.state().equals(state));
        });
        assertThat(deliveries(useCase)).isNotEmpty().allMatch(row -> row.state().equals(state));
    }

    protected static void eventually(BooleanSupplier holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(holds::getAsBoolean);
    }

    protected static String portalOf(String partner) {
        return Tokens.of("service-account-" + partner).portalOf(partner).token();
    }

    protected static String somebodyWith(String role) {
        return Tokens.of(role + "-1").role(role).token();
    }

    protected static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    protected static RequestSpecification asPosting(String token) {
        return as(token).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** A registered endpoint. */
    protected record Endpoint(UUID id, String partner, String secret, String publicKey) {}

    protected static Endpoint registers(String partner, String url, String... events) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("url", url);
        if (events.length > 0) {
            form.put("events", List.of(events));
        }
        Response response = asPosting(portalOf(partner)).body(form).post("/api/webhook-endpoints");
        response.then().statusCode(201);
        return new Endpoint(
                UUID.fromString(response.path("id")), partner, response.path("secret"), response.path("publicKey"));
    }

    protected static Response reads(Endpoint endpoint) {
        return as(portalOf(endpoint.partner())).get("/api/webhook-endpoints/" + endpoint.id());
    }
}
