package studio.clearance.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private final Routes routes = Routes.ofTheSystem();

    @ParameterizedTest
    @CsvSource({
        "/, approval",
        "/queue, approval",
        "/queue/01931f2a, approval",
        "/verify/01931f2a, approval",
        "/.well-known/jwks.json, approval",
        "/assets/clearance.css, approval",
        "/api/use-cases, intake",
        "/api/use-cases/01931f2a/timeline, intake",
        "/desk/new, intake",
        "/api/policies/current, triage",
        "/api/webhook-endpoints, notification",
        "/auth/realms/clearance, keycloak"
    })
    void a_path_goes_to_the_part_that_owns_it(String path, String target) {
        assertThat(routes.target(path)).contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/metrics", "/q/health", "/api", "/api/use-casesque", "/desktop", "/.well-known/other", ""})
    void what_nobody_owns_goes_nowhere(String path) {
        assertThat(routes.target(path)).isEmpty();
    }
}
