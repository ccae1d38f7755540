package studio.clearance.triage.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.persistence.Tallies;

class ReplayPictureTest {

    private static final Tallies FEW = new Tallies(
            Map.of(
                    "CLEARED_NOTIFY", Map.of("CLEARED_NOTIFY", 7_903L, "CONTACT_REVIEW", 9L),
                    "CONTACT_REVIEW", Map.of("CONTACT_REVIEW", 3_017L, "ESCALATE", 4L),
                    "ESCALATE", Map.of("ESCALATE", 1_546L, "CONTACT_REVIEW", 1L)),
            Map.of());

    @Test
    void each_changed_case_is_a_line_while_they_are_few() {
        ReplayPicture picture = ReplayPicture.of(FEW);

        assertThat(picture.perLine()).isEqualTo(1);
        assertThat(picture.lines()).hasSize(14);
        assertThat(picture.lines())
                .filteredOn(line -> line.tone().equals("down"))
                .hasSize(1);
        assertThat(picture.labels())
                .extracting(ReplayPicture.Label::text)
                .containsExactly("9 stricter", "4 stricter", "1 milder");
        assertThat(picture.before())
                .extracting(ReplayPicture.Lane::count)
                .containsExactly("7,912 cases", "3,021 cases", "1,547 cases");
        assertThat(picture.after())
                .extracting(ReplayPicture.Lane::count)
                .containsExactly("7,903 cases", "3,027 cases", "1,550 cases");
    }

    @Test
    void many_changed_cases_share_a_line_and_every_kind_of_change_has_one() {
        ReplayPicture picture = ReplayPicture.of(
                new Tallies(Map.of("CLEARED_NOTIFY", Map.of("CONTACT_REVIEW", 40_000L, "ESCALATE", 3L)), Map.of()));

        assertThat(picture.perLine()).isEqualTo(4_001);
        assertThat(picture.lines()).hasSizeBetween(2, 12);
        assertThat(picture.says())
                .contains("40,000 cases move from cleared — tell your contact to contact looks first.")
                .contains("3 cases move");
    }
}
