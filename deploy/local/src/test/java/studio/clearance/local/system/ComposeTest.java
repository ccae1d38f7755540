package studio.clearance.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import studio.clearance.local.gateway.Routes;
import studio.clearance.local.parts.Home;
import studio.clearance.local.parts.Topics;

/** The containers are the same system as the processes: same parts, routes, roles, topics and secrets. */
class ComposeTest {
    private static final Path REPOSITORY = Home.repository();
    private final Map<String, Map<String, Object>> services;

    @SuppressWarnings("unchecked")
    ComposeTest() throws IOException {
        Map<String, Object> compose = new Yaml().load(Files.readString(REPOSITORY.resolve("docker-compose.yml")));
        services = (Map<String, Map<String, Object>>) compose.get("services");
    }

    @Test
    void every_target_of_a_route_is_a_container() {
        Map<String, String> targets = Arrays.stream(
                        String.valueOf(environment("gateway").get("CLEARANCE_TARGETS"))
                                .strip()
                                .split("\\s+"))
                .collect(Collectors.toMap(target -> target.split("=")[0], target -> target.split("=")[1]));

        assertThat(Routes.ofTheSystem().routes())
                .extracting(Routes.Route::to)
                .allSatisfy(target -> assertThat(targets).containsKey(target));
        targets.forEach((name, address) -> assertThat(services).containsKey(address.split("[/:]+")[1]));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTAKE", "TRIAGE", "APPROVAL", "NOTIFICATION"})
    void a_service_is_built_by_its_module_and_works_as_its_own_roles(Part service) throws IOException {
        @SuppressWarnings("unchecked")
        var build = (Map<String, String>) services.get(service.id()).get("build");
        String dockerfile =
                Files.readString(REPOSITORY.resolve(build.get("context")).resolve(build.get("dockerfile")));

        assertThat(dockerfile).contains("USER 10001", "HEALTHCHECK", "QUARKUS_HTTP_PORT=" + service.usualPort());
        assertThat(environment(service.id()))
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", service.id())
                .containsEntry("QUARKUS_FLYWAY_USERNAME", service.id() + "_owner")
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://postgres:5432/" + service.id());
    }

    @Test
    void the_realm_finds_every_secret_it_leaves_open() throws IOException {
        var placeholders = java.util.regex.Pattern.compile("\\$\\{(CLEARANCE_[A-Z_]+)}")
                .matcher(Files.readString(REPOSITORY.resolve("deploy/keycloak/clearance-realm.json")))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(environment("keycloak")).containsKeys(placeholders.toArray(String[]::new));
    }

    @Test
    void the_topics_are_those_of_the_system() throws IOException {
        String script = Files.readString(REPOSITORY.resolve("deploy/compose/topics.sh"));

        assertThat(script)
                .contains(
                        "for producer in " + String.join(" ", Topics.PRODUCERS) + ";",
                        "\"clearance.$producer\" \"clearance.$producer.dead-letter\"",
                        "--partitions " + Topics.PARTITIONS);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> environment(String service) {
        return (Map<String, Object>) services.get(service).get("environment");
    }
}
