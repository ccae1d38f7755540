package studio.clearance.local.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the system: one a producing service, and beside each the topic for what a consumer could not read. */
public final class Topics {
    public static final int PARTITIONS = 12;
    public static final List<String> PRODUCERS = List.of("intake", "triage", "approval", "notification");

    private Topics() {}

    public static List<String> names() {
        return PRODUCERS.stream()
                .map(producer -> "clearance." + producer)
                .flatMap(topic -> java.util.stream.Stream.of(topic, topic + ".dead-letter"))
                .toList();
    }

    public static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200"));
    }

    /** Makes those that are missing. The broker makes none by itself: a mistyped name is an error, not a new topic. */
    public static void create(String bootstrapServers, List<String> wanted, Duration limit) {
        try (Admin admin = admin(bootstrapServers)) {
            var failure = new ArrayList<Exception>();
            boolean made = Patience.until(limit, () -> {
                failure.clear();
                try {
                    Set<String> present = admin.listTopics().names().get(5, TimeUnit.SECONDS);
                    List<NewTopic> missing = wanted.stream()
                            .filter(topic -> !present.contains(topic))
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList();
                    admin.createTopics(missing).all().get(10, TimeUnit.SECONDS);
                    return true;
                } catch (ExecutionException | TimeoutException e) {
                    failure.add(e);
                    return false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
            if (!made) {
                throw new PartFailed("Kafka did not make its topics: " + failure);
            }
        }
    }
}
