package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTest {

    @Test
    void one_mailbox_is_told_once_in_the_part_that_comes_first() {
        Recipient submitter = recipient(Audience.SUBMITTER, "mei@fathom.example");
        Recipient partner = recipient(Audience.PARTNER, " MEI@Fathom.example");
        Recipient contact = recipient(Audience.STUDIO_CONTACT, "dana@studio.example");

        assertThat(Recipients.eachMailboxOnce(List.of(submitter, partner, contact)))
                .containsExactly(submitter, contact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mei",
                "mei@",
                "@fathom.example",
                "mei@fathom.example\r\nBcc: all@fathom.example",
                "mei@fathom.example, other@fathom.example",
                "Mei <mei@fathom.example>",
                "mei @fathom.example"
            })
    void what_could_become_another_header_or_another_recipient_is_no_address(String text) {
        assertThat(new MailAddress(text).isUsable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mei@fathom.example",
                "mei+clearance@fathom.example",
                "produção@nébula.example",
                "o'neil@x.example"
            })
    void people_have_many_kinds_of_addresses(String text) {
        assertThat(new MailAddress(text).isUsable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"dana.whitlock@studio.example,d…@studio.example", "x@y.example,x…@y.example", "broken,…", "@y.example,…"
    })
    void a_masked_address_can_be_recognised_and_not_written_to(String address, String masked) {
        assertThat(new MailAddress(address).masked()).isEqualTo(masked);
    }

    @Test
    void an_address_does_not_print_itself() {
        assertThat(new MailAddress("mei@fathom.example")).hasToString("MailAddress[…]");
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB,EN",
        "en,EN",
        "es-MX,ES_419",
        "es-419,ES_419",
        "fr-CA,FR",
        "pt-PT,PT_BR",
        "pt-BR,PT_BR",
        "th-TH,TH",
        "tr,TR",
        "zh-Hant-TW,ZH_HANT",
        "zh-TW,ZH_HANT",
        "zh_HK,ZH_HANT",
        "de-DE,EN",
        "x,EN"
    })
    void everybody_is_written_to_in_the_nearest_language(String tag, Language language) {
        assertThat(Language.nearest(tag)).isEqualTo(language);
    }

    @Test
    void languages_are_found_by_their_tag() {
        for (Language language : Language.values()) {
            assertThat(Language.ofTag(language.tag())).isEqualTo(language);
        }
    }

    private static Recipient recipient(Audience audience, String address) {
        return new Recipient(audience, "Mei", new MailAddress(address), Language.EN);
    }
}
