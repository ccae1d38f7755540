package studio.clearance.triage.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.triage.pages.WordDifference.Kind.GONE;
import static studio.clearance.triage.pages.WordDifference.Kind.NEW;
import static studio.clearance.triage.pages.WordDifference.Kind.SAME;

import org.junit.jupiter.api.Test;
import studio.clearance.triage.pages.WordDifference.Run;

class WordDifferenceTest {

    @Test
    void what_is_added_stands_between_what_stays() {
        assertThat(WordDifference.between(
                        "elements are the contact's to judge", "incidental elements are the contact's to judge alone"))
                .containsExactly(
                        new Run("incidental", NEW),
                        new Run("elements are the contact's to judge", SAME),
                        new Run("alone", NEW));
    }

    @Test
    void what_is_replaced_is_gone_and_new() {
        assertThat(WordDifference.between("tell the contact", "ask the contact"))
                .containsExactly(new Run("tell", GONE), new Run("ask", NEW), new Run("the contact", SAME));
    }

    @Test
    void a_text_out_of_nothing_is_new() {
        assertThat(WordDifference.between("", "all of it")).containsExactly(new Run("all of it", NEW));
        assertThat(WordDifference.between("same", "same")).containsExactly(new Run("same", SAME));
    }

    @Test
    void texts_too_long_to_compare_are_shown_whole() {
        String old = "word ".repeat(500);

        assertThat(WordDifference.between(old, "new")).containsExactly(new Run(old, GONE), new Run("new", NEW));
    }
}
