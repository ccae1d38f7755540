package studio.clearance.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerGroupsTest {
    @Test
    void the_settings_of_a_service_tell_its_groups_and_their_topics(@TempDir Path directory) throws IOException {
        Path settings = Files.writeString(directory.resolve("application.properties"), """
                quarkus.application.name=triage-service
                mp.messaging.incoming.clearance-intake-in.topic=clearance.intake
                mp.messaging.incoming.clearance-intake-in.group.id=clearance-triage
                mp.messaging.incoming.clearance-approval-in.topic=clearance.approval
                """);

        assertThat(ConsumerGroups.of(settings).topicsByGroup())
                .isEqualTo(Map.of(
                        "clearance-triage", Set.of("clearance.intake"),
                        "triage-service", Set.of("clearance.approval")));
    }
}
