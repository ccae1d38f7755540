package studio.clearance.triage;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.OpenApiDrift;

@QuarkusTest
class OpenApiTest extends TriageTest {

    @Test
    void the_document_that_is_checked_in_is_what_is_served() {
        String served =
                RestAssured.get("/q/openapi").then().statusCode(200).extract().asString();

        OpenApiDrift.assertNone(Path.of("src/main/contracts/openapi.yaml"), served);
    }
}
