package studio.clearance.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {
    @Test
    void a_port_alone_is_the_gateways() {
        assertThat(Addresses.usual().with("9080").publicUrl()).isEqualTo("http://localhost:9080");
    }

    @Test
    void any_part_can_be_moved() {
        Addresses moved = Addresses.usual().with("postgres=6000").with("kafka-controller=6001");

        assertThat(moved.port(Part.POSTGRES)).isEqualTo(6000);
        assertThat(moved.kafkaController()).isEqualTo(6001);
        assertThat(moved.port(Part.INTAKE)).isEqualTo(8081);
    }

    @Test
    void an_unknown_part_is_refused_with_the_ones_there_are() {
        assertThatThrownBy(() -> Addresses.usual().with("redis=6379"))
                .hasMessageContaining("There is no part 'redis'")
                .hasMessageContaining("postgres, kafka, keycloak");
    }

    @Test
    void what_is_no_port_is_refused() {
        assertThatThrownBy(() -> Addresses.usual().with("intake=high"))
                .hasMessageContaining("'intake=high' names no port");
        assertThatThrownBy(() -> Addresses.usual().with("70000")).hasMessageContaining("names no port");
    }

    @Test
    void other_commands_find_the_ports_a_system_was_started_with(@TempDir Path directory) {
        Path file = directory.resolve("ports.properties");
        Addresses.usual().with("9080").with("kafka=9999").write(file);

        Addresses read = Addresses.read(file);

        assertThat(read.port(Part.GATEWAY)).isEqualTo(9080);
        assertThat(read.port(Part.KAFKA)).isEqualTo(9999);
    }
}
