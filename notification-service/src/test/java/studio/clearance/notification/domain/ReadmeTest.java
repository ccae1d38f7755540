package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void the_readme_shows_the_health_of_an_endpoint_as_the_code_has_it() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .as("README.md must hold this diagram between ```mermaid and ```")
                .contains("```mermaid\n" + HealthDiagram.mermaid() + "```");
    }
}
