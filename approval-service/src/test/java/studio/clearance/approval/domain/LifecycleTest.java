package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final String BEGIN = "```mermaid\n";
    private static final String END = "```\n";

    @Test
    void every_action_in_every_state_does_what_the_table_says() throws IOException {
        Path approved = Path.of("src/test/resources/lifecycle.approved.txt");
        if (Boolean.getBoolean("approve")) {
            Files.writeString(approved, Lifecycle.table());
        }
        assertThat(Lifecycle.table()).isEqualTo(Files.readString(approved));
    }

    @Test
    void the_readme_shows_the_diagram_of_what_happens() throws IOException {
        Path file = Path.of("README.md");
        String readme = Files.readString(file);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END, from);
        if (Boolean.getBoolean("approve")) {
            Files.writeString(file, readme.substring(0, from) + Lifecycle.diagram() + readme.substring(to));
        } else {
            assertThat(readme.substring(from, to))
                    .as("run this test with -Dapprove=true to draw it anew")
                    .isEqualTo(Lifecycle.diagram());
        }
    }
}
