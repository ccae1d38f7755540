package studio.clearance.triage;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.testing.Tokens;
import studio.clearance.local.RealStack;

/** A running triage on a real database and a real broker, and the words to speak with it. */
@WithTestResource(value = RealStack.class, initArgs = @ResourceArg(name = "database", value = "triage"))
@WithTestResource(Tokens.class)
public abstract class TriageTest {

    protected static final Duration SOON = Duration.ofSeconds(20);

    protected static final String PARTNER_A =
            Tokens.of("service-account-partner-a").portalOf("partner-a").token();
    protected static final String PARTNER_B =
            Tokens.of("service-account-partner-b").portalOf("partner-b").token();
    protected static final String CONTACT_1 =
            Tokens.of("contact-1").role("contact").token();
    protected static final String LEGAL_1 =
            Tokens.of("legal-1").role("legal-reviewer").token();
    protected static final String LABOUR_1 =
            Tokens.of("labour-1").role("labour-reviewer").token();
    protected static final String POLICY_1 = Tokens.of("policy-1")
            .person("Lena Fuchs", "en-GB")
            .role("policy-owner")
            .token();
    protected static final String POLICY_2 = Tokens.of("policy-2")
            .person("Henrik Lund", "en-GB")
            .role("policy-owner")
            .token();
    protected static final String AUDITOR_1 =
            Tokens.of("auditor-1").role("auditor").token();
    protected static final String ADMIN_1 = Tokens.of("admin-1").role("admin").token();

    private static final AtomicInteger YEAR = new AtomicInteger(2999);

    private static final Path INTAKE = Path.of("../intake-service/src/main/contracts/examples");

    @Inject
    protected Database database;

    @ConfigProperty(name = "quarkus.flyway.jdbc-url")
    String ownersUrl;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownersPassword;

    /** With the rights of the role that owns the tables, which the service does not have. */
    protected void asOwner(String sql) {
        try (var connection = DriverManager.getConnection(ownersUrl, owner, ownersPassword);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** For a version to be scheduled in: before all those scheduled so far, so that it takes over from the one in force. */
    protected static int aFarYear() {
        return YEAR.getAndDecrement();
    }

    protected static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    protected static RequestSpecification asPosting(String token) {
        return as(token).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** A submission as intake publishes it, of a new use case. */
    protected static ObjectNode submission(String example, String partner) {
        try {
            ObjectNode data = (ObjectNode) Json.tree(Files.readAllBytes(INTAKE.resolve(example)));
            data.put("useCaseId", TimeOrderedIds.next().toString());
            ((ObjectNode) data.get("partner")).put("id", partner);
            return data;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends up cleared. */
    protected static ObjectNode aScratchGrowl() {
        return submission("UseCaseSubmitted.v1-machine-client.json", "partner-a");
    }

    /** Ends up with the contact. */
    protected static ObjectNode someBookSpines() {
        return submission("UseCaseSubmitted.v1-contact-lane.json", "partner-a");
    }

    /** Ends up with legal. */
    protected static ObjectNode aClonedVoice() {
        return submission("UseCaseSubmitted.v1.json", "partner-a");
    }

    protected static UUID idOf(JsonNode submission) {
        return UUID.fromString(submission.get("useCaseId").asText());
    }

    protected static UUID submits(JsonNode submission) {
        tells("clearance.intake", "UseCaseSubmitted", TimeOrderedIds.next(), idOf(submission), Json.write(submission));
        return idOf(submission);
    }

    protected UUID triaged(JsonNode submission) {
        UUID useCase = submits(submission);
        eventually(() -> decisionsOn(useCase), decisions -> !decisions.isEmpty());
        return useCase;
    }

    /** Publishes an event as its producer would. */
    protected static void tells(String topic, String event, UUID id, UUID useCase, byte[] data) {
        tell(List.of(message(topic, event, id, useCase, data)));
    }

    protected static ProducerRecord<String, byte[]> message(
            String topic, String event, UUID id, UUID useCase, byte[] data) {
        var message = new ProducerRecord<>(topic, null, useCase.toString(), data);
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
                        useCase.toString(),
                        "ce_time",
                        Instant.now().toString())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        return message;
    }

    protected static void tell(List<ProducerRecord<String, byte[]>> messages) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        settings.put("linger.ms", "20");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            messages.forEach(producer::send);
        }
    }

    /** What is stored of the decisions on a use case, the newest first. */
    protected List<Row> decisionsOn(UUID useCase) {
        List<Row> rows = new ArrayList<>();
        database.query("select * from triage where use_case_id = $1 order by decided_at desc, id desc", useCase)
                .forEach(rows::add);
        return rows;
    }

    /** What triage has published about a use case, in order; waits until so much has been. */
    protected static List<ConsumerRecord<String, byte[]>> published(UUID useCase, int count) {
        return read("clearance.triage", useCase, count);
    }

    protected static List<ConsumerRecord<String, byte[]>> read(String topic, UUID subject, int count) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Instant deadline = Instant.now().plus(SOON);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.size() < count && Instant.now().isBefore(deadline)) {
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                    if (subject.toString().equals(message.key())) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
    }

    protected static String typeOf(ConsumerRecord<String, byte[]> message) {
        return new String(message.headers().lastHeader("ce_type").value(), UTF_8);
    }

    protected static <T> T eventually(Callable<T> value, Predicate<T> holds) {
        return await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(value, holds);
    }

    /** The text of the version that came with the software, to be changed. */
    protected static String builtInText() {
        return as(AUDITOR_1)
                .get("/api/policies/1/text")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    protected static Response drafts(String token, String source) {
        return asPosting(token)
                .body(Map.of("source", source, "note", "Tried in a test"))
                .post("/api/policies");
    }

    protected static String etagOf(String version) {
        return as(AUDITOR_1)
                .get("/api/policies/" + version)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
    }

    /** Replays a version and waits for the end of it. */
    protected static JsonNode replayed(String version) {
        asPosting(POLICY_1).post("/api/policies/" + version + "/replay").then().statusCode(202);
        return eventually(
                () -> replay(version), replay -> !replay.path("state").asText().equals("RUNNING"));
    }

    protected static JsonNode replay(String version) {
        return as(AUDITOR_1)
                .get("/api/policies/" + version + "/replay")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonNode.class);
    }
}
