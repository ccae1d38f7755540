package studio.clearance.local.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.clearance.local.parts.ChildProcess;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Part;
import studio.clearance.local.system.Progress.State;

class UpTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @Test
    void a_system_that_has_lost_a_part_is_not_called_up(@TempDir Path directory) throws Exception {
        var installation = new Installation(directory, directory);
        Journal journal = Journal.of(installation).begin();
        journal.tell(Part.KAFKA, State.READY, Duration.ZERO, "");
        journal.tell(Part.TRIAGE, State.READY, Duration.ZERO, "");
        ChildProcess launcher = installation.launcher();
        ChildProcess kafka = installation.process(Part.KAFKA);
        launcher.start(List.of("sleep", "60"), Map.of());
        kafka.start(List.of("sleep", "60"), Map.of());
        Path log = installation.process(Part.TRIAGE).log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "java.lang.OutOfMemoryError: Java heap space\n");
        try {
            var up = new Up(installation, new Terminal(NOWHERE, NOWHERE, false, false), UpOptions.of(List.of()));

            assertThatThrownBy(up::run)
                    .isInstanceOf(Refused.class)
                    .hasMessageContainingAll(
                            "Triage has ended", "OutOfMemoryError", "./clearance down, then ./clearance up")
                    .hasMessageNotContaining("Kafka");
        } finally {
            launcher.kill();
            kafka.kill();
        }
    }
}
