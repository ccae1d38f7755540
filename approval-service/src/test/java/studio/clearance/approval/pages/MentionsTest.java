package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MentionsTest {

    @Test
    void a_name_stands_after_the_sign_and_ends_before_what_closes_a_sentence() {
        assertThat(Mentions.in("Look, @legal-2. And (@Labour-1), @legal-2!")).containsExactly("legal-2", "labour-1");
    }

    @Test
    void an_address_names_nobody() {
        assertThat(Mentions.in("Write to clearance@studio.example or call @ noon"))
                .isEmpty();
    }
}
