package studio.clearance.intake.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import studio.clearance.intake.domain.Partner;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Production;
import studio.clearance.intake.domain.ProductionId;
import studio.clearance.intake.domain.Reference;
import studio.clearance.intake.domain.StudioContact;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.wording.DeclarationForms;
import studio.clearance.intake.wording.Declared;

/** The published examples are what the code writes, to the last member and in the same order. */
class WireFormTest {

    private static final Path EXAMPLES = Path.of("src/main/contracts/examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> submissions() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("UseCaseSubmitted.v1"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void a_submission_is_written_as_published(Path file) throws IOException {
        JsonNode published = JSON.readTree(Files.readAllBytes(file));
        ObjectNode body = JSON.createObjectNode();
        body.set("title", published.get("title"));
        body.set("narrative", published.get("narrative"));
        body.set("productionId", published.at("/production/id"));
        body.set("declaration", published.get("declaration"));
        Declared declared = new DeclarationForms().submission(JSON.writeValueAsBytes(body));

        byte[] written = new UseCaseSubmitted(
                        new UseCaseId(UUID.fromString(text(published, "/useCaseId"))),
                        new Reference(
                                Long.parseLong(text(published, "/reference").substring("UC-".length()))),
                        published.get("revision").asInt(),
                        declared.words(),
                        new Partner(
                                new PartnerId(text(published, "/partner/id")),
                                text(published, "/partner/name"),
                                text(published, "/partner/email"),
                                text(published, "/partner/locale")),
                        new Production(
                                new ProductionId(UUID.fromString(text(published, "/production/id"))),
                                text(published, "/production/title"),
                                text(published, "/production/locale"),
                                text(published, "/production/timeZone"),
                                new StudioContact(
                                        text(published, "/studioContact/username"),
                                        text(published, "/studioContact/name"),
                                        text(published, "/studioContact/email"),
                                        text(published, "/studioContact/locale"))),
                        submitter(published.get("submittedBy")),
                        Instant.parse(text(published, "/submittedAt")))
                .json();

        assertThat(JSON.readTree(written).toPrettyString()).isEqualTo(published.toPrettyString());
    }

    @Test
    void a_withdrawal_is_written_as_published() throws IOException {
        JsonNode published = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("UseCaseWithdrawn.v1.json")));

        byte[] written = new UseCaseWithdrawn(
                        UUID.fromString(text(published, "/useCaseId")),
                        published.get("revision").asInt(),
                        UseCaseWithdrawn.By.of(submitter(published.get("withdrawnBy"))),
                        text(published, "/reason"),
                        Instant.parse(text(published, "/withdrawnAt")))
                .json();

        assertThat(JSON.readTree(written).toPrettyString()).isEqualTo(published.toPrettyString());
    }

    @Test
    void an_answer_is_written_as_published() throws IOException {
        JsonNode published = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("InformationProvided.v1.json")));

        byte[] written = new InformationProvided(
                        UUID.fromString(text(published, "/useCaseId")),
                        published.get("revision").asInt(),
                        UUID.fromString(text(published, "/informationRequestId")),
                        text(published, "/answer"),
                        InformationProvided.By.of(submitter(published.get("providedBy"))),
                        Instant.parse(text(published, "/providedAt")))
                .json();

        assertThat(JSON.readTree(written).toPrettyString()).isEqualTo(published.toPrettyString());
    }

    @Test
    void evidence_is_written_as_published() throws IOException {
        JsonNode published = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("EvidenceAttached.v1.json")));

        byte[] written = new EvidenceAttached(
                        UUID.fromString(text(published, "/useCaseId")),
                        published.get("revision").asInt(),
                        new EvidenceAttached.File(
                                UUID.fromString(text(published, "/document/id")),
                                text(published, "/document/name"),
                                text(published, "/document/mediaType"),
                                published.at("/document/size").asLong(),
                                text(published, "/document/sha256"),
                                text(published, "/document/shows")),
                        EvidenceAttached.By.of(submitter(published.get("attachedBy"))),
                        Instant.parse(text(published, "/attachedAt")))
                .json();

        assertThat(JSON.readTree(written).toPrettyString()).isEqualTo(published.toPrettyString());
    }

    private static Submitter submitter(JsonNode by) {
        return new Submitter(
                by.get("subject").asText(),
                by.get("name").asText(),
                by.path("email").asText(null),
                by.path("locale").asText(null));
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText();
    }
}
