package studio.clearance.intake.wording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.domain.ProductionId;
import studio.clearance.intake.domain.RevisionHash;

class WordingTest {

    private static final ProductionId NORTHERN_LINE =
            new ProductionId(UUID.fromString("01931f2a-7c00-7a10-8c51-0d7a4e9b1c01"));

    @Test
    void the_parts_are_cut_from_the_canonical_text_as_they_are() throws Exception {
        Wording words = Wording.ofSubmission(canonical("""
                {"title": "A \\"quoted\\" growl", "narrative": "Zwei\\nZeilen, ü", "declaration": {"in_final": "no", "makes": ["temp_sound"]},
                 "productionId": "01931f2a-7c00-7a10-8c51-0d7a4e9b1c01"}"""));

        assertThat(words.title()).isEqualTo("\"A \\\"quoted\\\" growl\"");
        assertThat(words.narrative()).isEqualTo("\"Zwei\\nZeilen, ü\"");
        assertThat(words.declaration()).isEqualTo("{\"in_final\":\"no\",\"makes\":[\"temp_sound\"]}");
    }

    @Test
    void words_that_look_like_members_are_only_words() throws Exception {
        Wording words = Wording.ofSubmission(canonical("""
                {"title": ",\\"title\\":\\"x\\"", "narrative": ",\\"productionId\\":\\"y\\",\\"title\\":\\"z\\"",
                 "declaration": {"a": ",\\"narrative\\":\\"q\\"", "narrative": "inner", "title": "inner"},
                 "productionId": "01931f2a-7c00-7a10-8c51-0d7a4e9b1c01"}"""));

        assertThat(words.title()).isEqualTo("\",\\\"title\\\":\\\"x\\\"\"");
        assertThat(words.narrative()).startsWith("\",\\\"productionId");
        assertThat(words.declaration()).endsWith("\"title\":\"inner\"}");
    }

    @Test
    void a_revision_hashes_as_a_submission_of_the_same_words_would() throws Exception {
        String revision = "{\"title\":\"Growl\",\"narrative\":\"Rough.\",\"declaration\":{\"in_final\":\"no\"}}";
        String submission = revision.replace("{\"title\"", "{\"productionId\":\"" + NORTHERN_LINE + "\",\"title\"");

        Wording revised = Wording.ofRevision(canonical(revision), NORTHERN_LINE);

        assertThat(revised.hash())
                .isEqualTo(Wording.ofSubmission(canonical(submission)).hash())
                .isEqualTo(RevisionHash.of(canonical(submission).getBytes(UTF_8)));
    }

    private static String canonical(String json) throws Exception {
        return new JsonCanonicalizer(json).getEncodedString();
    }
}
