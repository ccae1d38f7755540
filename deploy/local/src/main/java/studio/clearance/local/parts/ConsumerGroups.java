package studio.clearance.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** The consumer groups of a service and the topics each reads, as its own settings say. */
public record ConsumerGroups(Map<String, Set<String>> topicsByGroup) {
    private static final Pattern TOPIC = Pattern.compile("mp\\.messaging\\.incoming\\.(.+)\\.topic");

    /** @param settings the {@code application.properties} of the service */
    public static ConsumerGroups of(Path settings) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var groups = new TreeMap<String, Set<String>>();
        for (String name : properties.stringPropertyNames()) {
            Matcher topic = TOPIC.matcher(name);
            if (topic.matches()) {
                String group = properties.getProperty(
                        "mp.messaging.incoming." + topic.group(1) + ".group.id",
                        properties.getProperty("quarkus.application.name", ""));
                groups.computeIfAbsent(group, any -> new TreeSet<>()).add(properties.getProperty(name));
            }
        }
        return new ConsumerGroups(groups);
    }

    /** Whether every partition of every topic has a reader: only then is what is published now also read now. */
    public boolean haveTheirPartitions(Admin admin) {
        try {
            var described =
                    admin.describeConsumerGroups(topicsByGroup.keySet()).all().get(5, TimeUnit.SECONDS);
            return described.values().stream().allMatch(group -> {
                Map<String, Long> assigned = group.members().stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .collect(Collectors.groupingBy(partition -> partition.topic(), Collectors.counting()));
                return topicsByGroup.getOrDefault(group.groupId(), Set.of()).stream()
                        .allMatch(topic -> assigned.getOrDefault(topic, 0L) >= Topics.PARTITIONS);
            });
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void await(String bootstrapServers, Duration limit) {
        try (Admin admin = Topics.admin(bootstrapServers)) {
            if (!Patience.until(limit, () -> haveTheirPartitions(admin))) {
                throw new PartFailed("Not every partition found a reader within %d s: %s"
                        .formatted(limit.toSeconds(), topicsByGroup));
            }
        }
    }
}
