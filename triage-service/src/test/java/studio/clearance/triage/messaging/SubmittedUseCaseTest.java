package studio.clearance.triage.messaging;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.events.UnreadableEvent;

class SubmittedUseCaseTest {

    private static final Path INTAKE = Path.of("../intake-service/src/main/contracts/examples");
    private static final String ID = "019a5325-1d40-7c3e-9f4a-2b6d8e0f1a23";

    @ParameterizedTest
    @MethodSource("examplesOfIntake")
    void what_intake_publishes_is_understood(Path example) throws IOException {
        byte[] data = Files.readAllBytes(example);
        JsonNode whole = Json.tree(data);

        SubmittedUseCase read = SubmittedUseCase.of(event(data));

        assertThat(read.useCaseId()).hasToString(whole.path("useCaseId").asText());
        assertThat(read.revision()).isEqualTo(whole.path("revision").asInt());
        assertThat(read.revisionHash()).isEqualTo(whole.path("revisionHash").asText());
        assertThat(read.reference()).isEqualTo(whole.path("reference").asText());
        assertThat(read.partnerId()).isEqualTo(whole.at("/partner/id").asText());
        assertThat(Json.tree(read.declaration())).isEqualTo(whole.path("declaration"));
    }

    @Test
    void withdrawals_of_intake_are_understood() throws IOException {
        byte[] data = Files.readAllBytes(INTAKE.resolve("UseCaseWithdrawn.v1.json"));

        WithdrawnUseCase read = event(data).read(WithdrawnUseCase.class);

        assertThat(read.useCaseId()).hasToString(ID);
        assertThat(read.withdrawnAt()).isEqualTo("2026-11-18T08:30:00.250Z");
    }

    @ParameterizedTest
    @MethodSource("endsThatApprovalPublishes")
    void what_approval_decides_is_understood(Path example) throws IOException {
        byte[] data = Files.readAllBytes(example);

        DecidedReview read = event(data).read(DecidedReview.class);

        assertThat(read.useCaseId()).isNotNull();
        assertThat(read.revision()).isPositive();
    }

    @Test
    void the_declaration_is_passed_on_as_it_was_written() {
        SubmittedUseCase read =
                SubmittedUseCase.of(event(useCase(",\"declaration\" :  { \"in_final\":\"yes\" , \"x\":[{}] } ")));

        assertThat(read.declaration()).asString(UTF_8).isEqualTo("{ \"in_final\":\"yes\" , \"x\":[{}] }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"declaration\":null", ",\"declaration\":[1]", ",\"declaration\":\"none\""})
    void a_use_case_without_a_declaration_states_nothing(String declaration) {
        assertThat(SubmittedUseCase.of(event(useCase(declaration))).declaration())
                .asString(UTF_8)
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{}", "{\"useCaseId\":\"x\"}", "", "null"})
    void what_names_no_use_case_is_unreadable(String data) {
        assertThatThrownBy(() -> SubmittedUseCase.of(event(data.getBytes(UTF_8))))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void what_is_more_than_one_json_value_is_unreadable_since_it_could_not_be_passed_on() {
        byte[] data = (new String(useCase(""), UTF_8) + " {}").getBytes(UTF_8);

        assertThatThrownBy(() -> SubmittedUseCase.of(event(data))).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void what_is_not_utf_8_is_unreadable_since_it_could_not_be_passed_on() {
        byte[] data = new String(useCase(""), UTF_8).getBytes(UTF_16BE);

        assertThatThrownBy(() -> SubmittedUseCase.of(event(data))).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void a_declaration_nested_without_end_is_unreadable() {
        byte[] data = useCase(",\"declaration\":" + "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));

        assertThatThrownBy(() -> SubmittedUseCase.of(event(data))).isInstanceOf(UnreadableEvent.class);
    }

    private static Stream<Path> examplesOfIntake() throws IOException {
        return Files.list(INTAKE).filter(file -> file.getFileName().toString().startsWith("UseCaseSubmitted.v1"));
    }

    private static Stream<Path> endsThatApprovalPublishes() {
        return Stream.of("ApprovalGranted", "ApprovalDenied", "ReviewCleared", "ApprovalRevoked", "ApprovalExpired")
                .map(name -> Path.of("../approval-service/src/main/contracts/examples", name + ".v1.json"));
    }

    private static byte[] useCase(String declaration) {
        return ("{\"useCaseId\":\"" + ID + "\",\"revision\":1,\"reference\":\"UC-1\",\"revisionHash\":\"sha256:0\","
                        + "\"partner\":{\"name\":\"A\",\"id\":\"partner-a\",\"more\":{\"id\":\"other\"}}" + declaration
                        + "}")
                .getBytes(UTF_8);
    }

    private static ReceivedEvent event(byte[] data) {
        return new ReceivedEvent(
                UUID.randomUUID(),
                SubmittedUseCase.TYPE,
                "/intake-service",
                UUID.fromString(ID),
                Instant.EPOCH,
                data,
                null);
    }
}
