package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementsTest {

    @Test
    void every_claim_is_an_answer_the_vocabulary_knows() throws IOException {
        Map<String, Requirements.Words> all;
        try (var in = Requirements.class.getResourceAsStream("/pages/requirements.json")) {
            all = Samples.JSON.readValue(in, new TypeReference<>() {});
        }

        assertThat(all.values()).isNotEmpty().allSatisfy(words -> {
            Requirements.Claim claim = words.claimedBy();
            if (claim != null) {
                assertThat(claim.answers())
                        .isNotEmpty()
                        .allMatch(answer -> Samples.FACTS.hasWordsFor(claim.fact(), answer));
            }
        });
    }
}
