package studio.clearance.approval.auditing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.auditing.AuditVerifier.Finding;
import studio.clearance.approval.signing.KeySet;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.Json;

@QuarkusTest
class AuditTest extends ServiceTest {

    @Inject
    AuditVerifier verifier;

    @Inject
    SealAudit sealing;

    @ConfigProperty(name = "quarkus.flyway.jdbc-url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Test
    void the_record_of_what_happened_is_whole() {
        granted(aCaseForLegal());
        sealing.seal();

        Finding finding = verifier.verify();

        assertThat(finding.broken()).isNull();
        assertThat(finding.entries()).isGreaterThanOrEqualTo(4);
        assertThat(finding.seals()).isPositive();
    }

    @Test
    void whoever_rewrites_it_with_the_owners_power_is_found_out() throws SQLException {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);
        sealing.seal();
        String original = database.query("select entry from audit_entry where case_id = $1 and number = 1", caseId)
                .iterator()
                .next()
                .getString(0);

        asOwner("update audit_entry set entry = replace(entry, 'legal', 'lagal') where case_id = '%s' and number = 1"
                .formatted(caseId));
        Finding changed = verifier.verify();
        asOwner("update audit_entry set entry = '%s' where case_id = '%s' and number = 1"
                .formatted(original.replace("'", "''"), caseId));

        assertThat(changed.broken()).isNotNull();
        assertThat(changed.broken().caseId()).isEqualTo(caseId);
        assertThat(changed.broken().number()).isEqualTo(1);
        assertThat(verifier.verify().broken()).isNull();
    }

    @Test
    void what_an_auditor_takes_away_is_checked_without_the_service() throws IOException {
        UUID caseId = aCaseForLegal();
        granted(caseId);
        sealing.seal();
        String export = exported();

        assertThat(walked(export).broken()).isNull();
        assertThat(walked(export).seals()).isPositive();
        String changed = export.lines()
                .map(line ->
                        line.contains(caseId.toString()) ? line.replace("\\\"claimed\\\"", "\\\"granted\\\"") : line)
                .collect(Collectors.joining("\n"));
        assertThat(walked(changed).broken())
                .isEqualTo(new AuditVerifier.Broken(caseId, 2, "the entry is not what its hash was made of"));
        String gap = export.lines()
                .filter(line -> !(line.contains("\"case\":\"" + caseId) && line.contains("\"number\":2,\"hash")))
                .collect(Collectors.joining("\n"));
        assertThat(walked(gap).broken()).isEqualTo(new AuditVerifier.Broken(caseId, 2, "the entry is missing"));
        String cutOff = export.lines()
                .filter(line -> !line.contains("\"case\":\"" + caseId))
                .collect(Collectors.joining("\n"));
        assertThat(walked(cutOff).broken()).isNotNull();
        assertThat(walked(cutOff).broken().what()).matches("it covered \\d+ entries and there are \\d+");
        assertThatThrownBy(() -> walked("{\"no\": \"export\"}")).isInstanceOf(IOException.class);
    }

    private static String exported() {
        StringBuilder export = new StringBuilder(as(AUDITOR_1)
                .accept("application/x-ndjson")
                .get("/api/review-cases/audit/seals")
                .asString());
        String cursor = "";
        while (cursor != null) {
            Response portion = as(AUDITOR_1)
                    .accept("application/x-ndjson")
                    .queryParam("cursor", cursor)
                    .get("/api/review-cases/audit");
            export.append(portion.asString());
            cursor = portion.header("X-Next-Cursor");
        }
        return export.toString();
    }

    private static Finding walked(String export) throws IOException {
        KeySet keys = KeySet.read(given().get("/.well-known/jwks.json").asByteArray());
        return ExportedAudit.verify(
                new BufferedReader(new StringReader(export)), jws -> keys.verify(jws, Keystore.AUDIT_SEAL));
    }

    @Test
    void auditors_read_and_export_and_do_nothing_else() {
        UUID caseId = aCaseForLegal();

        as(AUDITOR_1).get("/api/review-cases/audit/verification").then().statusCode(200);
        as(AUDITOR_1)
                .accept("application/x-ndjson")
                .get("/api/review-cases/audit")
                .then()
                .statusCode(200);
        as(LEGAL_1).get("/api/review-cases/audit/verification").then().statusCode(403);
        claims(AUDITOR_1, caseId).then().statusCode(403);
        decides(AUDITOR_1, caseId, aGrant()).then().statusCode(403);
        posting(AUDITOR_1)
                .body(Map.of("text", "Hm."))
                .post("/api/review-cases/" + caseId + "/comments")
                .then()
                .statusCode(403);
    }

    /** Every way to change something that the service's own description knows. */
    @Test
    void no_door_lets_an_auditor_change_anything() {
        JsonNode doors = Json.tree(
                        given().queryParam("format", "json").get("/q/openapi").asByteArray())
                .path("paths");
        Map<String, Integer> answers = new TreeMap<>();
        doors.properties()
                .forEach(door -> door.getValue().fieldNames().forEachRemaining(verb -> {
                    if (List.of("post", "put", "patch", "delete").contains(verb)) {
                        String path = door.getKey()
                                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
                        answers.put(
                                verb + " " + door.getKey(),
                                posting(AUDITOR_1)
                                        .header("If-Match", "\"1\"")
                                        .body("{}")
                                        .request(verb, path)
                                        .statusCode());
                    }
                }));

        assertThat(answers).hasSizeGreaterThan(12);
        assertThat(answers.values()).as(answers.toString()).containsOnly(403);
    }

    /** Past the trigger, as only someone with the owner's password could. */
    private void asOwner(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement statement = connection.createStatement()) {
            statement.execute("alter table audit_entry disable trigger user");
            statement.execute(sql);
            statement.execute("alter table audit_entry enable trigger user");
        }
    }
}
