package studio.clearance.triage;

import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.ArchitectureRules;

class ArchitectureTest {

    @Test
    void the_domain_is_plain_java_and_no_use_case_knows_another() {
        ArchitectureRules.of("studio.clearance.triage")
                .shared("vocabulary", "policy", "yaml", "persistence", "governing", "messaging", "http")
                .edges("pages")
                .check();
    }
}
