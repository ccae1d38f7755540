package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.approval.domain.Cases.AMARA;
import static studio.clearance.approval.domain.Cases.NOW;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApprovalTest {

    private static final Approval.InForce IN_FORCE = new Approval.InForce(new ApprovalFile(
            new ApprovalId(new UUID(3, 3)),
            LetterNumber.draw(NOW, new Random(1)),
            Cases.file(Lane.LEGAL, Slot.LEGAL),
            NOW,
            NOW.plusSeconds(60)));

    @Test
    void a_suspended_approval_can_come_to_hold_again() {
        Approval.Suspended suspended =
                (Approval.Suspended) IN_FORCE.suspend("A consent ended.", NOW).next();

        assertThat(suspended.reinstate(AMARA, "Signed again.", NOW).next()).isEqualTo(IN_FORCE);
    }

    @Test
    void what_has_ended_has_no_way_back() {
        // The compiler keeps it: an ended approval has no methods that lead on.
        assertThat(IN_FORCE.revoke(AMARA, "Misused.", NOW).next()).isInstanceOf(Approval.Ended.class);
        assertThat(IN_FORCE.expire(NOW).next()).isInstanceOf(Approval.Ended.class);
        assertThat(IN_FORCE.supersede("Revised.", null, NOW).next()).isInstanceOf(Approval.Ended.class);
        assertThat(Approval.Ended.class.getDeclaredMethods()).isEmpty();
    }

    @Test
    void every_change_names_the_approval_in_the_record() {
        assertThat(IN_FORCE.revoke(AMARA, "Misused.", NOW).entry().detail())
                .containsEntry("approval", new UUID(3, 3).toString())
                .containsEntry("reason", "Misused.");
    }

    @Test
    void a_letter_number_survives_being_read_out() {
        LetterNumber number = new LetterNumber("WA-2026-7K3M0-9XT14");

        assertThat(LetterNumber.read(" wa-2026-7k3mo-9xti4 ")).contains(number);
        assertThat(LetterNumber.read("WA-2026-7K3M0")).isEmpty();
        assertThat(LetterNumber.read("")).isEmpty();
    }
}
