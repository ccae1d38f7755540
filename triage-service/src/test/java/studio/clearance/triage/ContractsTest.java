package studio.clearance.triage;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.ContractCheck;

class ContractsTest {

    @Test
    void what_triage_publishes_keeps_its_promises() {
        ContractCheck.assertSound(Path.of("src/main/contracts"), "triage");
    }
}
