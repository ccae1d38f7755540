package studio.clearance.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.clearance.local.parts.RuntimeClassPath;
import studio.clearance.local.parts.Topics;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Part;

/** {@code ./clearance dead-letters}: hands over to the replay that the services' common ground brings. */
final class DeadLetters {
    private static final String REPLAY = "studio.clearance.kit.events.DeadLetterReplay";

    private final Installation installation;
    private final Terminal terminal;

    DeadLetters(Installation installation, Terminal terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    void run(List<String> arguments) {
        String deed = arguments.isEmpty() ? "list" : arguments.getFirst();
        List<String> selection = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        if (!deed.equals("list") && !deed.equals("replay")) {
            throw new IllegalArgumentException("dead-letters can list or replay, not '" + deed + "'");
        }
        List<String> topics = selection.contains("--topic")
                ? List.of(selection.get(selection.indexOf("--topic") + 1))
                : Topics.PRODUCERS.stream()
                        .map(producer -> "clearance." + producer)
                        .toList();
        for (String topic : topics) {
            terminal.say(topic);
            var words = new ArrayList<>(selection);
            if (!selection.contains("--topic")) {
                words.addAll(List.of("--topic", topic));
            }
            if (deed.equals("list")) {
                words.add("--dry-run");
            }
            replay(words);
        }
    }

    private void replay(List<String> words) {
        Path kit = installation.repository().resolve("service-kit/target/classes");
        if (Files.notExists(kit)) {
            throw new Refused("service-kit has not been built. ./clearance up builds it.");
        }
        List<String> command = RuntimeClassPath.java(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                List.of(kit),
                REPLAY,
                words);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .put(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "localhost:" + installation.addresses().port(Part.KAFKA));
        try {
            if (builder.start().waitFor() != 0) {
                throw new Refused("The dead letters could not be read; the reason stands above.");
            }
        } catch (IOException e) {
            throw new Refused("The replay could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
