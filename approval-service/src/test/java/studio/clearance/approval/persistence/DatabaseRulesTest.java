package studio.clearance.approval.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.TimeOrderedIds;

/** What the database refuses by itself, to the very role the service works with. */
@QuarkusTest
class DatabaseRulesTest extends ServiceTest {

    private static final String SIGN = """
            insert into sign_off (case_id, slot, verdict, decided_by, decided_by_name, on_behalf_of, on_behalf_of_name,
                                  decided_at, terms)
            values ($1, $2, 'GRANT', $3, 'Someone', $4, 'Someone else', now(), '{}')""";

    @Test
    void whoever_submitted_never_decides() {
        UUID caseId = aCaseForLegal();
        String submitter =
                Examples.forLegal(caseId).at("/useCase/submittedBy/subject").asText();

        refuses("decider_is_not_the_submitter", SIGN, caseId, "legal", submitter, null);
        refuses("decider_is_not_the_submitter", SIGN, caseId, "legal", "a-delegate", submitter);
        refuses(
                "holder_is_not_the_submitter",
                "update review_case set lead_holder = $2 where id = $1",
                caseId,
                submitter);
    }

    @Test
    void a_slot_is_decided_once_and_by_one_person_each() {
        UUID caseId = aCaseForTwo();
        database.query(SIGN, caseId, "legal", "someone", null);

        refuses("sign_off_pkey", SIGN, caseId, "legal", "another", null);
        refuses("nobody_signs_twice", SIGN, caseId, "labour", "someone", null);
    }

    @Test
    void only_the_slots_that_were_asked_for_are_signed() {
        refuses("case_asks_for_the_signature", SIGN, aCaseForLegal(), "labour", "someone", null);
    }

    @Test
    void nothing_leads_out_of_a_closed_state() {
        UUID caseId = aCaseForLegal();
        granted(caseId);

        refuses("case_stays_closed", "update review_case set state = 'QUEUED', closed_at = null where id = $1", caseId);
    }

    @Test
    void an_ended_approval_stays_ended() {
        UUID approval = granted(aCaseForLegal());
        database.query("update approval set state = 'REVOKED', reason = 'x' where id = $1", approval);

        refuses("approval_has_ended", "update approval set state = 'IN_FORCE' where id = $1", approval);
    }

    @Test
    void no_letter_without_every_signature() {
        UUID approval = granted(aCaseForLegal());
        UUID unsigned = aCaseForTwo();

        refuses("approval_has_every_signature", """
                insert into approval (id, number, case_id, use_case_id, reference, revision, revision_hash, partner_id,
                                      production_id, effective_from, expires_at, granted_at, kid, jws, state, since)
                select $1, 'WA-x', $2, (select use_case_id from review_case where id = $2), reference, revision, revision_hash,
                       partner_id, production_id, effective_from, expires_at, granted_at, kid, jws, 'IN_FORCE', since
                from approval where id = $3""", TimeOrderedIds.next(), unsigned, approval);
    }

    @Test
    void what_is_under_review_cannot_be_changed() {
        UUID caseId = aCaseForLegal();

        denies("update review_case set slots = '{legal}' where id = $1", caseId);
        denies("update review_case set submitted_by = 'someone' where id = $1", caseId);
        denies("update case_paper set use_case = '{}' where case_id = $1", caseId);
        denies("update sign_off set verdict = 'DENY' where case_id = $1", caseId);
        denies("delete from sign_off where case_id = $1", caseId);
        denies("delete from review_case where id = $1", caseId);
    }

    @Test
    void the_audit_record_can_only_grow() {
        UUID caseId = aCaseForLegal();

        denies("update audit_entry set entry = '{}' where case_id = $1", caseId);
        denies("delete from audit_entry where case_id = $1", caseId);
        denies("truncate audit_entry");
        denies("update audit_seal set digest = digest");
        denies("delete from audit_seal");
    }

    @Test
    void one_use_has_one_open_case() {
        UUID caseId = aCaseForLegal();

        refuses("review_case_open_for_use_case", """
                insert into review_case (id, use_case_id, reference, revision, revision_hash, lane, outcome, title, partner_id,
                    production_id, submitted_by, slots, clauses, reopened, opened_at, state, version, audit_length, audit_head,
                    sla_target, sla_used, sla_since, due_at, announced)
                select $1, use_case_id, reference, revision, revision_hash, lane, outcome, title, partner_id, production_id,
                    submitted_by, slots, clauses, reopened, opened_at, state, version, audit_length, audit_head, sla_target,
                    sla_used, sla_since, due_at, announced
                from review_case where id = $2""", TimeOrderedIds.next(), caseId);
    }

    private void refuses(String constraint, String sql, Object... parameters) {
        assertThatThrownBy(() -> database.query(sql, parameters))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refusal -> assertThat(refusal.getConstraint()).isEqualTo(constraint));
    }

    private void denies(String sql, Object... parameters) {
        assertThatThrownBy(() -> database.query(sql, parameters))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refusal -> assertThat(refusal.getSqlState()).isEqualTo("42501"));
    }
}
