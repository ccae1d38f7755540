package studio.clearance.notification.telling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.events.UnreadableEvent;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.Recipient;
import studio.clearance.notification.persistence.Notifications;

/** What the producers publish as examples is what we can read. */
class ProducersExamplesTest {

    private static final Path INTAKE = Path.of("../intake-service/src/main/contracts/examples");
    private static final Path TRIAGE = Path.of("../triage-service/src/main/contracts/examples");
    private static final Path APPROVAL = Path.of("../approval-service/src/main/contracts/examples");

    static Stream<Path> submissions() throws IOException {
        return examples(INTAKE, "UseCaseSubmitted.v1");
    }

    static Stream<Path> triageDecisions() throws IOException {
        return examples(TRIAGE, "Triaged.v1");
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void every_submission_says_whom_to_tell(Path example) throws IOException {
        Notifications.UseCase known = read(example, UseCaseSubmitted.class).known();

        assertThat(known.reference()).matches("UC-[0-9]+");
        assertThat(known.recipients())
                .extracting(Recipient::audience)
                .contains(Audience.PARTNER, Audience.STUDIO_CONTACT);
        assertThat(known.recipients()).allMatch(recipient -> recipient.address().isUsable());
    }

    @Test
    void a_portal_has_no_address_and_its_partner_is_told_in_its_language() throws IOException {
        Notifications.UseCase known = read(
                        INTAKE.resolve("UseCaseSubmitted.v1-machine-client.json"), UseCaseSubmitted.class)
                .known();

        assertThat(known.recipients())
                .extracting(Recipient::audience, Recipient::language)
                .containsExactly(tuple(Audience.PARTNER, Language.ES_419), tuple(Audience.STUDIO_CONTACT, Language.EN));
    }

    @ParameterizedTest
    @MethodSource("triageDecisions")
    void every_triage_decision_has_words(Path example) throws IOException {
        assertThat(read(example, Heard.Triaged.class).occurrence().kind())
                .isIn(Kind.CLEARED, Kind.CONTACT_LOOKS_FIRST, Kind.WRITTEN_APPROVAL_NEEDED);
    }

    @Test
    void a_grant_is_read_with_its_conditions_and_its_letter() throws IOException {
        Heard granted = read(APPROVAL.resolve("ApprovalGranted.v1.json"), Heard.ApprovalGranted.class);

        assertThat(granted.occurrence().kind()).isEqualTo(Kind.GRANTED);
        assertThat(granted.occurrence().telling().said()).hasSize(2);
        assertThat(granted.occurrence().telling().until()).isEqualTo(Instant.parse("2027-05-31T22:59:59Z"));
        assertThat(granted.occurrence().thin())
                .containsOnlyKeys("approvalId", "effectiveFrom", "expiresAt", "verifyUrl");
        assertThat(granted.revision()).isEqualTo(3);
    }

    @Test
    void all_that_reviewers_decide_is_read() throws IOException {
        assertThat(read(APPROVAL.resolve("ApprovalDenied.v1.json"), Heard.ApprovalDenied.class)
                        .occurrence()
                        .telling()
                        .said())
                .hasSize(2);
        assertThat(said("ReviewCleared.v1.json", Heard.ReviewCleared.class)).hasSize(1);
        assertThat(said("ReviewEscalated.v1.json", Heard.ReviewEscalated.class)).hasSize(1);
        assertThat(said("InformationRequested.v1.json", Heard.InformationRequested.class))
                .hasSize(1);
        assertThat(said("ApprovalRevoked.v1.json", Heard.ApprovalRevoked.class)).hasSize(1);
        assertThat(said("ApprovalSuspended.v1.json", Heard.ApprovalSuspended.class))
                .hasSize(1);
        assertThat(said("ApprovalReinstated.v1.json", Heard.ApprovalReinstated.class))
                .hasSize(1);
        assertThat(said("ApprovalSuperseded.v1.json", Heard.ApprovalSuperseded.class))
                .isEmpty();
        assertThat(said("ApprovalExpired.v1.json", Heard.ApprovalExpired.class)).isEmpty();
    }

    @Test
    void an_outcome_nobody_agreed_on_is_unreadable() {
        byte[] data = "{\"useCaseId\":\"%s\",\"revision\":1,\"outcome\":\"MAYBE\"}"
                .formatted(UUID.randomUUID())
                .getBytes(UTF_8);

        assertThatThrownBy(() -> event(data).read(Heard.Triaged.class)).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void a_submission_without_reference_is_unreadable() throws IOException {
        byte[] data = Files.readString(INTAKE.resolve("UseCaseSubmitted.v1.json"))
                .replace("\"reference\"", "\"referenz\"")
                .getBytes(UTF_8);

        assertThatThrownBy(() -> event(data).read(UseCaseSubmitted.class)).isInstanceOf(UnreadableEvent.class);
    }

    private static List<String> said(String example, Class<? extends Heard> form) throws IOException {
        return read(APPROVAL.resolve(example), form).occurrence().telling().said();
    }

    private static <T> T read(Path example, Class<T> form) throws IOException {
        return event(Files.readAllBytes(example)).read(form);
    }

    private static ReceivedEvent event(byte[] data) {
        return new ReceivedEvent(
                UUID.randomUUID(),
                OutgoingEvent.typeOf("Any", 1),
                "/test",
                UUID.randomUUID(),
                Instant.now(),
                data,
                null);
    }

    private static Stream<Path> examples(Path directory, String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name)).sorted().toList().stream();
        }
    }
}
