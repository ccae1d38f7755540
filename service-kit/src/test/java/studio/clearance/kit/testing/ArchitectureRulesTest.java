package studio.clearance.kit.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    @Test
    void a_package_that_is_named_must_exist() {
        assertThatThrownBy(() -> ArchitectureRules.of("studio.clearance.kit")
                        .shared("persistence")
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("There is no package studio.clearance.kit.persistence");
    }

    @Test
    void packages_that_know_each_other_are_named() {
        assertThatThrownBy(() -> ArchitectureRules.of("studio.clearance.kit").check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Slice events depends on Slice db");
    }
}
