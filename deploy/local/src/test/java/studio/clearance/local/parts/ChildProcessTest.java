package studio.clearance.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path directory;

    private ChildProcess process;

    @BeforeEach
    void aProcess() {
        process = new ChildProcess("part", directory);
    }

    @AfterEach
    void kill() {
        process.kill();
    }

    @Test
    void whoever_knows_the_directory_finds_the_process() {
        ProcessHandle started = process.start(List.of("sleep", "60"), Map.of());

        assertThat(new ChildProcess("part", directory).running()).contains(started);
    }

    @Test
    void a_pid_that_was_given_to_another_process_is_stale() throws IOException {
        Files.writeString(directory.resolve("part.pid"), ProcessHandle.current().pid() + " 1000");

        assertThat(process.running()).isEmpty();
    }

    @Test
    void a_pid_file_that_was_half_written_is_stale() throws IOException {
        Files.writeString(directory.resolve("part.pid"), "12");

        assertThat(process.running()).isEmpty();
    }

    @Test
    void it_is_not_started_twice() {
        process.start(List.of("sleep", "60"), Map.of());

        assertThatThrownBy(() -> process.start(List.of("sleep", "60"), Map.of()))
                .hasMessageContaining("part is already running as process");
    }

    @Test
    void one_that_ends_before_it_is_ready_is_reported_with_the_end_of_its_log() {
        process.start(List.of("bash", "-c", "echo the disk is full; exit 3"), Map.of());

        assertThatThrownBy(() -> process.await(Duration.ofSeconds(20), () -> false))
                .isInstanceOf(PartFailed.class)
                .hasMessageContaining("part ended before it was ready")
                .hasMessageContaining("the disk is full");
    }

    @Test
    void it_ends_when_the_jvm_that_started_it_is_killed() throws IOException {
        Process jvm = jvm(StartsAChild.class);
        try {
            assertThat(Patience.until(
                            Duration.ofSeconds(20), () -> process.running().isPresent()))
                    .isTrue();
            ProcessHandle child = process.running().orElseThrow();

            jvm.destroyForcibly();

            assertThat(Patience.until(Duration.ofSeconds(20), () -> !child.isAlive()))
                    .isTrue();
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void one_that_was_launched_goes_on_when_the_jvm_ends() throws Exception {
        Process jvm = jvm(LaunchesAProcess.class);
        try {
            assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();

            assertThat(process.running()).isPresent();
        } finally {
            jvm.destroyForcibly();
        }
    }

    private Process jvm(Class<?> main) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jvm.log").toFile())
                .start();
    }

    static final class StartsAChild {
        public static void main(String[] arguments) throws InterruptedException {
            new ChildProcess("part", Path.of(arguments[0])).start(List.of("sleep", "60"), Map.of());
            Thread.currentThread().join();
        }
    }

    static final class LaunchesAProcess {
        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            ChildProcess child = new ChildProcess("child", directory);
            child.start(List.of("sleep", "60"), Map.of());
            child.kill();
            new ChildProcess("part", directory).launch(List.of("sleep", "60"), Map.of());
        }
    }
}
