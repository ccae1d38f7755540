package studio.clearance.approval.docket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.kit.TimeOrderedIds;

/** Two at the same moment on the real database: one wins, the loser is told. */
@QuarkusTest
class RacesTest extends ServiceTest {

    private static final int ROUNDS = 12;

    @Test
    void of_two_claims_one_wins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID caseId = aCaseForLegal();

            List<Response> answers = together(() -> claims(LEGAL_1, caseId), () -> claims(LEGAL_2, caseId));

            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
            Response loser = answers.stream()
                    .filter(each -> each.statusCode() == 409)
                    .findFirst()
                    .orElseThrow();
            assertThat(loser.<String>path("detail")).endsWith("has claimed this case.");
        }
    }

    @Test
    void a_claim_against_a_withdrawal_finds_the_case_closed_or_comes_first() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID caseId = aCaseForLegal();
            UUID useCase = useCaseOf(caseId);

            int claim = together(() -> claims(LEGAL_1, caseId).statusCode(), () -> {
                        tellsOfPartner("UseCaseWithdrawn", Examples.withdrawal(useCase, 1));
                        return 0;
                    })
                    .getFirst();

            assertThat(claim).isIn(200, 409);
            assertThat(stateOf(caseId)).isEqualTo("WITHDRAWN");
        }
    }

    @Test
    void a_grant_against_a_new_revision_is_told_or_is_superseded() throws Exception {
        List<Integer> grants = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode first = Examples.forLegal(TimeOrderedIds.next());
            UUID caseId = opens(first);
            claims(LEGAL_1, caseId).then().statusCode(200);
            ObjectNode second = Examples.revised(first, 2, useCase -> useCase.put("narrative", "Twenty words now."));

            int grant = together(
                            () -> decides(LEGAL_1, caseId, "\"2\"", aGrant()).statusCode(), () -> {
                                tellsOfPartner("UseCaseSubmitted", (ObjectNode) second.path("useCase"));
                                return 0;
                            })
                    .getFirst();

            grants.add(grant);
            assertThat(grant).isIn(201, 409);
            assertThat(living(useCase(first)))
                    .as("no letter holds for what was declared before")
                    .isZero();
            assertThat(stateOf(caseId)).isEqualTo(grant == 201 ? "GRANTED" : "SUPERSEDED");
        }
        assertThat(grants).hasSize(ROUNDS);
    }

    @Test
    void two_signatures_at_the_same_moment_make_one_letter() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID caseId = aCaseForTwo();
            claims(LEGAL_1, caseId).then().statusCode(200);
            claims(LABOUR_1, caseId).then().statusCode(200);

            List<Integer> answers = together(
                    () -> decides(LEGAL_1, caseId, "\"3\"", aGrant()).statusCode(),
                    () -> decides(LABOUR_1, caseId, "\"3\"", aGrant()).statusCode());

            // The second has not seen the first one's terms: it looks again and signs then.
            assertThat(answers).containsExactlyInAnyOrder(201, 412);
            String late = answers.getFirst() == 412 ? LEGAL_1 : LABOUR_1;
            decides(late, caseId, aGrant()).then().statusCode(201);
            assertThat(stateOf(caseId)).isEqualTo("GRANTED");
        }
    }

    private long living(UUID useCase) {
        return database.query(
                        "select count(*) from approval where use_case_id = $1 and state in ('IN_FORCE', 'SUSPENDED')",
                        useCase)
                .iterator()
                .next()
                .getLong(0);
    }
}
