package studio.clearance.approval.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.auditing.AuditVerifier.Finding;

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
                .body(java.util.Map.of("text", "Hm."))
                .post("/api/review-cases/" + caseId + "/comments")
                .then()
                .statusCode(403);
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
