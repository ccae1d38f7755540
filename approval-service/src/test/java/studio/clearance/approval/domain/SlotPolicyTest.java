package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotPolicyTest {

    private final SlotPolicy policy = new SlotPolicy(Set.of("TP-1", "ER-2"));

    @Test
    void legal_always_signs_in_its_lane() {
        assertThat(policy.slotsFor(Lane.LEGAL, List.of("DU-2"))).containsExactly(Slot.LEGAL);
    }

    @Test
    void labour_relations_signs_too_when_a_clause_on_talent_or_union_work_fired() {
        assertThat(policy.slotsFor(Lane.LEGAL, List.of("IN-2", "TP-1"))).containsExactly(Slot.LEGAL, Slot.LABOUR);
    }

    @Test
    void the_contact_judges_alone() {
        assertThat(policy.slotsFor(Lane.CONTACT, List.of("ER-2"))).containsExactly(Slot.CONTACT);
    }
}
