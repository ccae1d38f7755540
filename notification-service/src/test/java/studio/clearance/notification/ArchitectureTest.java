package studio.clearance.notification;

import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.ArchitectureRules;

class ArchitectureTest {

    @Test
    void the_shape_is_kept() {
        ArchitectureRules.of("studio.clearance.notification")
                .shared("persistence", "dispatch", "payload", "vault", "egress")
                .edges("messaging")
                .check();
    }
}
