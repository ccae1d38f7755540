package studio.clearance.bench;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to load and how hard.
 *
 * @param intake address of the intake API; the gateway's, or the service's own to leave the gateway out
 * @param approval address of the approval API, likewise
 * @param kafka bootstrap servers, to see events as other services do
 * @param connections callers at once on the submitting side; the deciding side has as many
 * @param partnerToken bearer token of a partner that works on {@code production}
 * @param reviewerToken bearer token of a legal reviewer
 * @param production the production to submit for
 * @param processes name → process id, for the processor time
 * @param patience how long to wait for the last of anything
 */
record Settings(
        URI intake,
        URI approval,
        String kafka,
        int connections,
        int warmUp,
        int submissions,
        int lifecycles,
        String partnerToken,
        String reviewerToken,
        String production,
        Map<String, Long> processes,
        Duration patience) {

    private static final String PREFIX = "CLEARANCE_BENCH_";

    static Settings from(Map<String, String> environment) {
        return new Settings(
                URI.create(text(environment, "INTAKE", "http://localhost:8081")),
                URI.create(text(environment, "APPROVAL", "http://localhost:8083")),
                text(environment, "KAFKA", "localhost:9092"),
                number(environment, "CONNECTIONS", 64),
                number(environment, "WARM_UP", 4_000),
                number(environment, "SUBMISSIONS", 10_000),
                number(environment, "LIFECYCLES", 4_000),
                text(environment, "PARTNER_TOKEN", null),
                text(environment, "REVIEWER_TOKEN", null),
                text(environment, "PRODUCTION", null),
                processes(text(environment, "PROCESSES", "")),
                Duration.ofSeconds(number(environment, "PATIENCE_SECONDS", 120)));
    }

    private static String text(Map<String, String> environment, String name, @Nullable String otherwise) {
        String value = environment.getOrDefault(PREFIX + name, otherwise);
        if (value == null) {
            throw new IllegalArgumentException("Set " + PREFIX + name + ", or run ./clearance bench, which does.");
        }
        return value;
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        return Integer.parseInt(text(environment, name, Integer.toString(otherwise)));
    }

    /** {@code intake=4711,approval=4712}. */
    private static Map<String, Long> processes(String list) {
        Map<String, Long> processes = new LinkedHashMap<>();
        for (String entry : list.isBlank() ? new String[0] : list.split(",", -1)) {
            int equals = entry.indexOf('=');
            processes.put(entry.substring(0, equals), Long.valueOf(entry.substring(equals + 1)));
        }
        return processes;
    }
}
