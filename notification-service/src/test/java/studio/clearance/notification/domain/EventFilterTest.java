package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventFilterTest {

    @Test
    void a_star_wants_everything() {
        assertThat(Kind.webhookTypes()).allMatch(EventFilter.ALL::wants);
    }

    @Test
    void a_group_wants_its_members_and_nothing_else() {
        EventFilter approvals = new EventFilter(List.of("approval.*"));

        assertThat(approvals.wants("approval.granted")).isTrue();
        assertThat(approvals.wants("approval.revoked")).isTrue();
        assertThat(approvals.wants("use_case.triaged")).isFalse();
    }

    @Test
    void a_name_wants_itself() {
        EventFilter granted = new EventFilter(List.of("approval.granted"));

        assertThat(granted.wants("approval.granted")).isTrue();
        assertThat(granted.wants("approval.denied")).isFalse();
    }

    @Test
    void names_that_no_event_has_are_found() {
        assertThat(new EventFilter(List.of("approval.granted", "approvals.*", "ping")).unknown())
                .containsExactly("approvals.*", "ping");
    }

    @Test
    void repetitions_and_order_make_no_difference() {
        assertThat(new EventFilter(List.of("b", "a", "b"))).isEqualTo(new EventFilter(List.of("a", "b")));
    }
}
