package studio.clearance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Walks every endpoint as nobody, as the owner, as the other partner and as each role, from the table {@code access.txt}. The
 * things asked for are partner-a's. Requests carry no usable content: who may not is told so before what is wrong with it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AccessTest {
    private static final List<String> SERVICES =
            List.of("intake-service", "triage-service", "approval-service", "notification-service");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final RunningSystem system = RunningSystem.get();
    private final Map<String, Api> callers = new HashMap<>();
    private Belongings belongings = new Belongings(Map.of());

    /** A line of the table. */
    private record Row(String method, String path, Map<String, String> verdicts) {
        String name() {
            return method + " " + path;
        }
    }

    @BeforeAll
    void partner_a_has_one_of_everything() {
        belongings = Belongings.of(system);
        columns().forEach(name -> callers.put(name, name.equals("nobody") ? system.asNobody() : system.as(name)));
    }

    @Test
    void the_table_names_every_endpoint_and_no_other() {
        Set<String> listed = table().stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(documented());
    }

    @TestFactory
    Stream<DynamicTest> everyone_may_what_the_table_says_and_nothing_else() {
        return table().stream()
                .map(row -> dynamicTest(row.name(), () -> {
                    Map<String, String> found = new HashMap<>();
                    row.verdicts().keySet().forEach(caller -> found.put(caller, verdict(row, caller)));
                    assertThat(found).isEqualTo(row.verdicts());
                }));
    }

    private String verdict(Row row, String caller) {
        boolean hasBody = !row.method().equals("GET") && !row.method().equals("DELETE");
        // A precondition that nothing meets keeps the walk from changing anything.
        Map<String, String> headers = row.method().equals("GET")
                ? Map.of("Accept", "application/json, */*;q=0.1")
                : Map.of(
                        "If-Match",
                        "\"0\"",
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        int status = callers.get(caller)
                .call(row.method(), belongings.fill(row.path()), hasBody ? "{}" : null, headers)
                .status();
        return switch (status) {
            case 401 -> "login";
            case 403 -> "no";
            case 404 -> "hidden";
            default -> {
                assertThat(status).as(row.name() + " as " + caller).isLessThan(500);
                yield "yes";
            }
        };
    }

    private static Set<String> documented() {
        Set<String> endpoints = new TreeSet<>();
        for (String service : SERVICES) {
            JsonNode paths = openApi(service).get("paths");
            paths.fieldNames()
                    .forEachRemaining(path -> paths.get(path).fieldNames().forEachRemaining(method -> {
                        if (METHODS.contains(method)) {
                            endpoints.add(method.toUpperCase(Locale.ROOT) + " " + path);
                        }
                    }));
        }
        return endpoints;
    }

    private static JsonNode openApi(String service) {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("..", service, "src/main/contracts/openapi.yaml")
                            .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> columns() {
        List<String> head = cells(lines().getFirst());
        return head.subList(2, head.size());
    }

    private static List<Row> table() {
        List<String> columns = columns();
        List<Row> rows = new ArrayList<>();
        for (String line : lines().subList(1, lines().size())) {
            List<String> cells = cells(line);
            rows.add(new Row(
                    cells.get(0),
                    cells.get(1),
                    IntStream.range(0, columns.size())
                            .boxed()
                            .collect(Collectors.toMap(columns::get, i -> cells.get(i + 2)))));
        }
        return rows;
    }

    private static List<String> lines() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/access.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return List.of(line.strip().split("\\s+", -1));
    }
}
