package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OccurrenceTest {

    private static final String SECRET = "The performer of Northern Line withdrew her consent";
    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");

    static Stream<Occurrence> everyOccurrenceWithWordsInIt() {
        UUID id = new UUID(1, 2);
        return Stream.of(
                new Occurrence.HandedToLegal(SECRET),
                new Occurrence.ReviewCleared(SECRET),
                new Occurrence.InformationRequested(id, SECRET, NOON),
                new Occurrence.Granted(
                        id, List.of(SECRET), NOON, NOON, URI.create("https://clearance.example/verify/1")),
                new Occurrence.Denied(List.of(SECRET)),
                new Occurrence.ApprovalChanged(Kind.SUSPENDED, id, SECRET),
                new Occurrence.ApprovalChanged(Kind.REINSTATED, id, SECRET),
                new Occurrence.ApprovalChanged(Kind.REVOKED, id, SECRET));
    }

    @ParameterizedTest
    @MethodSource("everyOccurrenceWithWordsInIt")
    void words_that_people_wrote_stand_in_the_mail_and_never_in_the_webhook(Occurrence occurrence) {
        assertThat(occurrence.telling().said()).contains(SECRET);
        assertThat(occurrence.thin().toString()).doesNotContain("Northern", "performer", "consent");
    }

    @Test
    void a_grant_says_which_letter_and_how_long_it_holds() {
        URI letter = URI.create("https://clearance.example/verify/WA-1");
        UUID id = new UUID(1, 2);

        assertThat(new Occurrence.Granted(id, List.of(), NOON, NOON.plusSeconds(1), letter).thin())
                .containsEntry("approvalId", id)
                .containsEntry("effectiveFrom", NOON)
                .containsEntry("expiresAt", NOON.plusSeconds(1))
                .containsEntry("verifyUrl", letter);
    }

    @Test
    void each_outcome_of_triage_has_words_of_its_own() {
        assertThat(new Occurrence.Triaged(Occurrence.Outcome.CLEARED_NOTIFY).kind())
                .isEqualTo(Kind.CLEARED);
        assertThat(new Occurrence.Triaged(Occurrence.Outcome.CONTACT_REVIEW).kind())
                .isEqualTo(Kind.CONTACT_LOOKS_FIRST);
        assertThat(new Occurrence.Triaged(Occurrence.Outcome.ESCALATE).kind()).isEqualTo(Kind.WRITTEN_APPROVAL_NEEDED);
    }

    @Test
    void an_empty_note_is_not_quoted() {
        assertThat(new Occurrence.ReviewCleared(" ").telling().said()).isEmpty();
    }
}
