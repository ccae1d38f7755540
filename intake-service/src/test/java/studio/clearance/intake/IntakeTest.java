package studio.clearance.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.testing.Tokens;
import studio.clearance.kit.testing.Topic;
import studio.clearance.local.RealStack;

/** A running intake on real parts, with two partners, two productions and real tokens, and the words to speak with it. */
@WithTestResource(value = RealStack.class, initArgs = @ResourceArg(name = "database", value = "intake"))
@WithTestResource(Tokens.class)
public abstract class IntakeTest {

    protected static final UUID NORTHERN_LINE = UUID.fromString("01931f2a-7c00-7a10-8c51-0d7a4e9b1c01");
    protected static final UUID FOXFIRE = UUID.fromString("01931f2a-7c00-7a10-8c51-0d7a4e9b1c02");

    protected static final String PORTAL_A =
            Tokens.of("service-account-partner-a").portalOf("partner-a").token();
    protected static final String PORTAL_B =
            Tokens.of("service-account-partner-b").portalOf("partner-b").token();
    protected static final String PRODUCER_A =
            Tokens.of("producer-a").personOf("partner-a", "Mei Chou").token();
    protected static final String CONTACT_1 =
            Tokens.of("contact-1").role("contact").token();
    protected static final String CONTACT_2 =
            Tokens.of("contact-2").role("contact").token();
    protected static final String LEGAL_1 =
            Tokens.of("legal-1").role("legal-reviewer").token();
    protected static final String AUDITOR_1 =
            Tokens.of("auditor-1").role("auditor").token();
    protected static final String ADMIN_1 = Tokens.of("admin-1").role("admin").token();
    protected static final String POLICY_1 =
            Tokens.of("policy-1").role("policy-owner").token();

    protected final Database database = CDI.current().select(Database.class).get();

    /** Partner A works on both productions, partner B on Foxfire only; contact-1 has Northern Line, contact-2 has Foxfire. */
    @BeforeEach
    void theStudioWorksWithTwoPartnersOnTwoProductions() {
        database.query("""
                insert into partner (id, name, email, locale, registered_at) values
                    ('partner-a', 'Fathom & Field', 'clearances@fathomandfield.example', 'en-GB', now()),
                    ('partner-b', 'Estudio Nébula', 'produccion@nebula.example', 'es-419', now())
                on conflict do nothing""");
        database.query("""
                insert into production (id, title, locale, time_zone, contact_username, contact_name, contact_email,
                                        contact_locale, registered_at) values
                    ($1, 'Northern Line', 'en-GB', 'Europe/London', 'contact-1', 'Dana Whitlock', 'dana.whitlock@studio.example',
                     'en-GB', now()),
                    ($2, 'Foxfire', 'es-419', 'America/Mexico_City', 'contact-2', 'Iker Salas', 'iker.salas@studio.example',
                     'es-419', now())
                on conflict do nothing""", NORTHERN_LINE, FOXFIRE);
        database.query("""
                insert into membership (production_id, partner_id, joined_at) values
                    ($1, 'partner-a', now()), ($2, 'partner-a', now()), ($2, 'partner-b', now())
                on conflict (production_id, partner_id) do update set left_at = null""", NORTHERN_LINE, FOXFIRE);
    }

    protected static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    protected static RequestSpecification asPosting(String token) {
        return as(token).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** A declaration that the vocabulary admits. */
    protected static Map<String, Object> scratchGrowl() {
        return Map.of(
                "makes", List.of("temp_sound"),
                "stated_use", "temporary",
                "in_final", "no",
                "inputs", List.of("own_words"),
                "tool_environment", "studio_enterprise");
    }

    protected static Map<String, Object> aUseFor(UUID production) {
        return Map.of(
                "productionId",
                production.toString(),
                "title",
                "Scratch creature growl",
                "narrative",
                "A rough growl for the offline edit; the sound designer builds the real one.",
                "declaration",
                scratchGrowl());
    }

    protected static Map<String, Object> otherWords(String title) {
        return Map.of("title", title, "narrative", "Now with a second take.", "declaration", scratchGrowl());
    }

    protected static Response submits(String token, UUID production) {
        return asPosting(token).body(aUseFor(production)).post("/api/use-cases");
    }

    protected static UUID submitted(String token, UUID production) {
        return UUID.fromString(
                submits(token, production).then().statusCode(201).extract().path("id"));
    }

    /** What intake has published about a use case, in order; waits until so many have been. */
    protected List<JsonNode> published(UUID useCase, int count) {
        return Topic.named("clearance.intake").about(useCase, count, Duration.ofSeconds(20));
    }

    /** The headers of the first event about a use case. */
    protected static Map<String, String> headers(UUID useCase) {
        Map<String, String> headers = new TreeMap<>();
        Topic.named("clearance.intake")
                .records(useCase, 1, Duration.ofSeconds(20))
                .getFirst()
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    protected static UUID tells(String topic, String type, UUID useCase, Map<String, ?> data) {
        return tells(topic, type, TimeOrderedIds.next(), useCase, Instant.now(), data);
    }

    /** Publishes an event as its producer would. */
    protected static UUID tells(String topic, String type, UUID id, UUID useCase, Instant at, Map<String, ?> data) {
        var message = new ProducerRecord<>(topic, null, useCase.toString(), Json.write(data));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/test",
                        "ce_subject",
                        useCase.toString(),
                        "ce_time",
                        at.toString())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        Properties settings = new Properties();
        settings.put("bootstrap.servers", RealStack.kafka().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message);
        }
        return id;
    }

    protected static String statusOf(UUID useCase) {
        return as(ADMIN_1)
                .get("/api/use-cases/" + useCase)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }
}
