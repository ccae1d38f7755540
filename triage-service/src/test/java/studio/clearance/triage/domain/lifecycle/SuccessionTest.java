package studio.clearance.triage.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");

    private final Publication first = published("1", JANUARY);
    private final Publication second = published("2", OCTOBER);
    private final Succession succession = new Succession(List.of(second, first));

    @Test
    void a_version_decides_from_its_date_until_the_next_ones() {
        assertThat(succession.inForceAt(OCTOBER.minusNanos(1))).contains(first);
        assertThat(succession.inForceAt(OCTOBER)).contains(second);
        assertThat(succession.endOf(first)).contains(OCTOBER);
        assertThat(succession.endOf(second)).isEmpty();
    }

    @Test
    void nothing_decides_before_the_first_date() {
        assertThat(succession.inForceAt(JANUARY.minusNanos(1))).isEmpty();
    }

    @Test
    void of_two_with_one_date_the_one_published_later_decides() {
        Publication corrected = new Publication(
                "3", "text", Person.BUNDLED, Person.INSTALLATION, OCTOBER.plusSeconds(1), OCTOBER, 0, ReReview.NONE);

        assertThat(new Succession(List.of(corrected, first, second)).inForceAt(OCTOBER))
                .contains(corrected);
    }

    private static Publication published(String version, Instant from) {
        return new Publication(version, "text", Person.BUNDLED, Person.INSTALLATION, from, from, 0, ReReview.NONE);
    }
}
