package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.pages.FilterLine.Key;
import studio.clearance.approval.pages.FilterLine.Problem;
import studio.clearance.approval.queue.QueueFilter;

class FilterLineTest {

    @Test
    void a_line_becomes_the_filter_of_the_queue() {
        QueueFilter filter = FilterLine.parse(
                        "lane:legal is:open clause:TP-1 production:p-1 partner:partner-a assignee:me due:overdue")
                .filter();

        assertThat(filter)
                .isEqualTo(new QueueFilter(
                        Lane.LEGAL, null, null, "TP-1", "p-1", "partner-a", QueueFilter.ME, QueueFilter.Due.OVERDUE));
    }

    @Test
    void nothing_asks_for_everything_open() {
        assertThat(FilterLine.parse(null).filter()).isEqualTo(QueueFilter.everything());
    }

    @Test
    void is_says_state_or_holder() {
        assertThat(FilterLine.parse("is:waiting").filter().state()).isEqualTo(CaseState.INFORMATION_REQUESTED);
        assertThat(FilterLine.parse("is:unclaimed").filter().assignee()).isEqualTo(QueueFilter.NOBODY);
        assertThat(FilterLine.parse("is:mine").filter().assignee()).isEqualTo(QueueFilter.ME);
    }

    @Test
    void a_slip_of_the_pen_is_named_and_the_rest_applies() {
        FilterLine line = FilterLine.parse("lane:leagl due:today");

        assertThat(line.problems()).containsExactly(new Problem("“lane” cannot be “leagl”.", "lane:legal"));
        assertThat(line.filter().due()).isEqualTo(QueueFilter.Due.TODAY);
        assertThat(line.filter().lane()).isNull();
    }

    @Test
    void an_unknown_key_suggests_the_nearest() {
        assertThat(FilterLine.parse("clausse:TP-1").problems())
                .containsExactly(new Problem("There is no filter “clausse”.", "clause:TP-1"));
    }

    @Test
    void a_bare_word_is_recognised_as_a_value() {
        assertThat(FilterLine.parse("overdue").problems())
                .containsExactly(new Problem("“overdue” is not of the form key:value.", "due:overdue"));
    }

    @Test
    void equal_filters_have_equal_addresses() {
        assertThat(FilterLine.parse("due:today  LANE:Legal").href())
                .isEqualTo(FilterLine.parse("lane:legal due:today").href())
                .isEqualTo("/queue?q=lane%3Alegal+due%3Atoday");
    }

    @Test
    void a_value_with_spaces_survives_the_way_through_the_address() {
        FilterLine line = FilterLine.parse("production:\"Northern Line\"");

        assertThat(line.value(Key.PRODUCTION)).contains("Northern Line");
        assertThat(FilterLine.parse(line.toString())).isEqualTo(line);
    }

    @Test
    void what_is_typed_is_read_to_a_bound_only() {
        assertThat(FilterLine.parse("clause:" + "x".repeat(100_000))
                        .value(Key.CLAUSE)
                        .orElseThrow())
                .hasSizeLessThan(1_000);
    }

    @Test
    void whose_a_case_is_is_said_once() {
        assertThat(FilterLine.parse("lane:legal is:mine").with(Key.ASSIGNEE, "legal-2"))
                .hasToString("lane:legal assignee:legal-2");
        assertThat(FilterLine.parse("assignee:legal-2 due:today").with(Key.IS, "unclaimed"))
                .hasToString("is:unclaimed due:today");
        assertThat(FilterLine.parse("").with(Key.ASSIGNEE, "legal-2")).hasToString("assignee:legal-2");
        assertThat(FilterLine.parse("assignee:legal-2").with(Key.IS, "waiting"))
                .hasToString("is:waiting assignee:legal-2");
    }

    @Test
    void a_reference_or_the_number_of_a_letter_is_a_name() {
        assertThat(FilterLine.name(" uc-2418 ")).contains("uc-2418");
        assertThat(FilterLine.name("WA-2026-7K3MQ-9XTB4")).isPresent();
        assertThat(FilterLine.name("lane:legal UC-2418")).isEmpty();
        assertThat(FilterLine.name(null)).isEmpty();
    }
}
