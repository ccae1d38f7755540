package studio.clearance.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @Test
    void a_taken_port_is_named_with_the_program_that_listens_there() throws IOException {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Addresses addresses = Addresses.free().with("postgres=" + other.getLocalPort());

            assertThat(Leftovers.takenPorts(addresses))
                    .singleElement()
                    .hasToString("Port %d, wanted for PostgreSQL, is taken by java (process %d)"
                            .formatted(
                                    other.getLocalPort(),
                                    ProcessHandle.current().pid()));
        }
    }

    @Test
    void nothing_is_in_the_way_of_free_ports() {
        assertThat(Leftovers.takenPorts(Addresses.free())).isEmpty();
    }

    @Test
    void a_part_that_still_runs_from_an_earlier_start_is_found(@TempDir Path directory) {
        var installation = new Installation(directory, directory);
        var kafka = installation.process(Part.KAFKA);
        ProcessHandle left = kafka.start(List.of("sleep", "60"), Map.of());
        try {
            assertThat(Leftovers.processes(installation)).containsExactly(new Leftovers.Process(Part.KAFKA, left));
        } finally {
            kafka.kill();
        }
    }
}
