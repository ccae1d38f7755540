package studio.clearance.approval;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import studio.clearance.approval.following.FollowUseCases;
import studio.clearance.approval.opening.OpenReviewCases;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.testing.Tokens;
import studio.clearance.kit.testing.Topic;
import studio.clearance.local.RealStack;

/** A running approval service on real parts, with its people and the words to speak with it. */
@WithTestResource(value = RealStack.class, initArgs = @ResourceArg(name = "database", value = "approval"))
@WithTestResource(Tokens.class)
public abstract class ServiceTest {

    protected static final String LEGAL_1 = person("legal-1", "Amara Okafor", "legal-reviewer");
    protected static final String LEGAL_2 = person("legal-2", "Ingrid Solheim", "legal-reviewer");
    protected static final String LABOUR_1 = person("labour-1", "Tomás Rey", "labour-reviewer");
    protected static final String CONTACT_1 = person("contact-1", "Dana Whitlock", "contact");
    protected static final String CONTACT_2 = person("contact-2", "Iker Salas", "contact");
    protected static final String AUDITOR_1 = person("auditor-1", "Noor Haddad", "auditor");
    protected static final String ADMIN_1 = person("admin-1", "Ada Admin", "admin");
    protected static final String POLICY_1 = person("policy-1", "Pia Lindqvist", "policy-owner");
    protected static final String PARTNER_A =
            Tokens.of("partner-a").portalOf("partner-a").token();
    protected static final String PARTNER_B =
            Tokens.of("partner-b").portalOf("partner-b").token();

    @Inject
    protected Database database;

    @Inject
    protected OpenReviewCases opening;

    @Inject
    protected FollowUseCases following;

    private static String person(String username, String name, String role) {
        return Tokens.of(username).person(name, "en-GB").role(role).token();
    }

    /** Whoever is assigned or named must have come here once. */
    @BeforeEach
    void thePeopleHaveLoggedInBefore() {
        for (String token : List.of(LEGAL_1, LEGAL_2, LABOUR_1, CONTACT_1, CONTACT_2, ADMIN_1)) {
            as(token).queryParam("limit", 1).get("/api/review-cases").then().statusCode(200);
        }
    }

    protected static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    protected static RequestSpecification posting(String token) {
        return as(token).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    protected UUID aCaseForLegal() {
        return opens(Examples.forLegal(TimeOrderedIds.next()));
    }

    protected UUID aCaseForTwo() {
        return opens(Examples.forLegalAndLabour(TimeOrderedIds.next()));
    }

    protected UUID aCaseForTheContact() {
        return opens(Examples.forTheContact(TimeOrderedIds.next()));
    }

    /** Opens it as a poll would, and gives the case. */
    protected UUID opens(ObjectNode escalation) {
        tellsOfEscalation(escalation);
        return openCaseOf(useCase(escalation)).orElseThrow();
    }

    protected void tellsOfEscalation(ObjectNode escalation) {
        database.transaction(tx -> {
            opening.handle(tx, List.of(Examples.received("EscalationRequested", escalation)));
            return null;
        });
    }

    protected void tellsOfPartner(String event, ObjectNode data) {
        database.transaction(tx -> {
            following.handle(tx, List.of(Examples.received(event, data)));
            return null;
        });
    }

    protected static UUID useCase(ObjectNode event) {
        return UUID.fromString(event.path("useCaseId").asText());
    }

    protected UUID useCaseOf(UUID caseId) {
        return database.query("select use_case_id from review_case where id = $1", caseId)
                .iterator()
                .next()
                .getUUID(0);
    }

    protected Optional<UUID> openCaseOf(UUID useCase) {
        for (Row row : database.query("select id from review_case where use_case_id = $1 and is_open", useCase)) {
            return Optional.of(row.getUUID(0));
        }
        return Optional.empty();
    }

    protected String stateOf(UUID caseId) {
        return database.query("select state from review_case where id = $1", caseId)
                .iterator()
                .next()
                .getString(0);
    }

    protected static Response claims(String token, UUID caseId) {
        return as(token).post("/api/review-cases/" + caseId + "/claim");
    }

    protected static Response decides(String token, UUID caseId, Map<String, ?> decision) {
        String etag = as(token).get("/api/review-cases/" + caseId).getHeader("ETag");
        return decides(token, caseId, etag, decision);
    }

    protected static Response decides(String token, UUID caseId, String etag, Map<String, ?> decision) {
        return posting(token)
                .header("If-Match", etag == null ? "\"1\"" : etag)
                .body(decision)
                .post("/api/review-cases/" + caseId + "/decisions");
    }

    protected static Response asks(String token, UUID caseId) {
        return posting(token)
                .body(Map.of(
                        "question", "Does the tool keep the recordings?", "facts", List.of("tool_keeps_or_trains")))
                .post("/api/review-cases/" + caseId + "/information-requests");
    }

    protected static Map<String, Object> aGrant() {
        Map<String, Object> grant = new HashMap<>();
        grant.put("decision", "GRANT");
        grant.put("scope", "Two words as scripted, episode 4, with the studio's enterprise tool.");
        grant.put("conditions", List.of(Map.of("says", "The model is deleted at delivery.")));
        grant.put("expiresAt", Instant.now().plus(Duration.ofDays(90)).toString());
        return grant;
    }

    protected static Map<String, Object> aDenial() {
        return Map.of(
                "decision", "DENY", "reasons", List.of(Map.of("clause", "DU-2", "says", "No clearance was shown.")));
    }

    /** A case that was claimed and granted; gives the approval. */
    protected UUID granted(UUID caseId) {
        claims(LEGAL_1, caseId).then().statusCode(200);
        return UUID.fromString(decides(LEGAL_1, caseId, aGrant())
                .then()
                .statusCode(201)
                .extract()
                .path("approval.id"));
    }

    /** The data of the events of that name about the use case, as they wait in the outbox or went out. */
    protected List<JsonNode> told(UUID useCase, int count) {
        return Topic.named("clearance.approval").about(useCase, count, Duration.ofSeconds(20));
    }

    /** Runs them at the same moment, on threads of their own. */
    @SafeVarargs
    protected static <T> List<T> together(Callable<T>... each) throws Exception {
        CyclicBarrier start = new CyclicBarrier(each.length);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : each) {
                running.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** Waits for what comes about by itself. */
    protected static void eventually(Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.call()) {
            assertThat(Instant.now()).as("it never came about").isBefore(deadline);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }

    protected static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
