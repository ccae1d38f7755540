package studio.clearance.triage.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Use cases whose outcome a lawyer settled, run through the form the service answers in. */
class ExamplesTest {

    static Stream<JsonNode> useCases() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void a_use_case_comes_out_as_a_lawyer_would_have_it(JsonNode useCase) {
        Examples.comesOutAsSettled(useCase, Guidance.assessed(useCase.get("declaration")));
    }

    static Stream<JsonNode> furtherUseCases() {
        return Examples.further();
    }

    @ParameterizedTest
    @MethodSource("furtherUseCases")
    void a_further_use_case_comes_out_exactly_as_the_guidance_was_read(JsonNode useCase) {
        Examples.comesOutExactlyAsSettled(useCase, Guidance.assessed(useCase.get("declaration")));
    }

    @Test
    void recall_is_complete() {
        var recall = new Examples.Recall();

        Stream.concat(useCases(), furtherUseCases())
                .forEach(useCase -> recall.count(useCase, Guidance.assessed(useCase.get("declaration"))));

        System.out.println("Use cases: " + recall);
        assertThat(recall.isComplete()).as(recall.toString()).isTrue();
    }
}
