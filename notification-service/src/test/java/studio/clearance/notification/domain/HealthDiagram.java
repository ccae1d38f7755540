package studio.clearance.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import studio.clearance.notification.domain.EndpointHealth.Patience;

/** Draws the health of an endpoint by trying everything that can happen to it in every state it can reach. */
final class HealthDiagram {

    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");
    private static final Patience PATIENCE = new Patience(Duration.ofHours(6), Duration.ofDays(3));

    private HealthDiagram() {}

    static String mermaid() {
        Map<String, UnaryOperator<EndpointHealth>> happenings = new LinkedHashMap<>();
        happenings.put("2xx", EndpointHealth::succeeded);
        happenings.put("any other answer, or none", health -> health.failed(NOON, PATIENCE));
        happenings.put(
                "still failing after 6 hours, owner told",
                health -> health.failed(NOON.plus(Duration.ofHours(6)), PATIENCE));
        happenings.put(
                "still failing after 3 days, owner told",
                health -> health.failed(NOON.plus(Duration.ofDays(3)), PATIENCE));
        happenings.put("410 Gone, owner told", health -> health.gone(NOON));
        happenings.put("owner switches off", health -> health.switchedOff(NOON));
        happenings.put("owner switches on", EndpointHealth::switchedOn);

        StringBuilder drawn = new StringBuilder("stateDiagram-v2\n    [*] --> Healthy\n");
        Set<EndpointHealth> known = new LinkedHashSet<>();
        Set<String> edges = new LinkedHashSet<>();
        Deque<EndpointHealth> unexplored = new ArrayDeque<>();
        unexplored.add(new EndpointHealth.Healthy());
        while (!unexplored.isEmpty()) {
            EndpointHealth before = unexplored.remove();
            if (known.add(before)) {
                happenings.forEach((happening, change) -> {
                    EndpointHealth after = change.apply(before);
                    boolean late = happening.startsWith("still") && !(before instanceof EndpointHealth.Failing);
                    if (!after.equals(before) && !late) {
                        edges.add("    " + name(before) + " --> " + name(after) + ": " + happening);
                        unexplored.add(after);
                    }
                });
            }
        }
        edges.forEach(edge -> drawn.append(edge).append('\n'));
        return drawn.toString();
    }

    private static String name(EndpointHealth health) {
        return health.getClass().getSimpleName();
    }
}
