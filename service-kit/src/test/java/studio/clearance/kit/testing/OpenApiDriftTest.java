package studio.clearance.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiDriftTest {

    private static final String SERVED = """
            openapi: 3.1.0
            servers:
            - url: http://localhost:8081
            paths:
              /api/trials:
                get:
                  summary: List
            """;

    @TempDir
    private Path directory;

    @AfterEach
    void noUpdates() {
        System.clearProperty("openapi.update");
    }

    @Test
    void order_and_addresses_do_not_count() throws IOException {
        OpenApiDrift.assertNone(checkedIn("""
                paths:
                  /api/trials:
                    get: {summary: List}
                openapi: 3.1.0
                """), SERVED);
    }

    @Test
    void a_difference_is_named_with_the_way_to_accept_it() throws IOException {
        Path document = checkedIn(SERVED.replace("List", "All").replace("/api/trials", "/api/trials"));

        assertThatThrownBy(() -> OpenApiDrift.assertNone(document, SERVED.replace("get", "post")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/paths/~1api~1trials/get is in the document and not in the code")
                .hasMessageContaining("/paths/~1api~1trials/post is in the code and not in the document")
                .hasMessageContaining("-Dopenapi.update=true");
    }

    @Test
    void it_is_accepted_by_writing_what_is_served() throws IOException {
        Path document = directory.resolve("openapi.yaml");
        System.setProperty("openapi.update", "true");

        OpenApiDrift.assertNone(document, SERVED);

        assertThat(document).hasContent(SERVED);
    }

    private Path checkedIn(String text) throws IOException {
        return Files.writeString(directory.resolve("openapi.yaml"), text);
    }
}
