package studio.clearance.triage.assessing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.clearance.kit.Json;
import studio.clearance.triage.TriageTest;
import studio.clearance.triage.policy.Examples;

/** The use cases that a lawyer settled, asked as a portal asks: over HTTP, and read from the answer. */
@QuarkusTest
class ExamplesOverHttpTest extends TriageTest {

    static Stream<JsonNode> useCases() {
        return Stream.concat(Examples.all(), Examples.further());
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void the_answer_is_as_a_lawyer_would_have_it(JsonNode useCase) {
        Examples.comesOutAsSettled(useCase, asked(useCase));
    }

    @Test
    void recall_over_http_is_complete() {
        var recall = new Examples.Recall();
        var further = new Examples.Recall();

        Examples.all().forEach(useCase -> recall.count(useCase, asked(useCase)));
        Examples.further().forEach(useCase -> further.count(useCase, asked(useCase)));

        System.out.println("Use cases over HTTP: " + recall);
        System.out.println("Further use cases over HTTP: " + further);
        assertThat(recall.isComplete()).as(recall.toString()).isTrue();
        assertThat(further.isComplete()).as(further.toString()).isTrue();
    }

    private static JsonNode asked(JsonNode useCase) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("declaration", useCase.get("declaration"));
        return as(PARTNER_A)
                .body(Json.write(body))
                .post("/api/assessments")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonNode.class);
    }
}
