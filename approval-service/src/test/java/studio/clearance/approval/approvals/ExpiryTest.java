package studio.clearance.approval.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Pace;
import studio.clearance.approval.settings.ShiftedMoments;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.http.IdempotencyKeys;

/** Letters end when their time is over, however many end at once and whoever looks. */
@QuarkusTest
class ExpiryTest extends ServiceTest {

    @Inject
    Approvals approvals;

    @Inject
    IdempotencyKeys keys;

    @Inject
    Outbox outbox;

    @Inject
    ApprovalSettings settings;

    @Test
    void letters_that_end_together_end_once_each_whichever_replica_looks() throws Exception {
        List<UUID> cases = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            UUID caseId = aCaseForLegal();
            granted(caseId);
            cases.add(caseId);
        }
        // Beyond the end of these letters, which run ninety days, as a clock set forward would be.
        EndApprovals early = replica(Duration.ofDays(80));
        EndApprovals late = replica(Duration.ofDays(91));

        early.expire();
        assertThat(count("select count(*) from approval where state = 'EXPIRED' and case_id = any($1)", cases))
                .isZero();
        together(
                () -> {
                    late.expire();
                    return 0;
                },
                () -> {
                    replica(Duration.ofDays(91)).expire();
                    return 0;
                });
        late.expire();
        replica(Duration.ZERO).expire();

        assertThat(count("select count(*) from approval where state = 'EXPIRED' and case_id = any($1)", cases))
                .isEqualTo(8);
        assertThat(count(
                        "select count(*) from audit_entry where case_id = any($1) and entry::json ->> 'action' = 'approval-expired'",
                        cases))
                .isEqualTo(8);
        assertThat(told(useCaseOf(cases.getFirst()), 2)).hasSize(2);
    }

    private EndApprovals replica(Duration shift) {
        return new EndApprovals(
                database, approvals, keys, outbox, ShiftedMoments.by(shift, settings), new Pace(settings));
    }

    private long count(String sql, List<UUID> cases) {
        return database.query(sql, (Object) cases.toArray(UUID[]::new))
                .iterator()
                .next()
                .getLong(0);
    }
}
