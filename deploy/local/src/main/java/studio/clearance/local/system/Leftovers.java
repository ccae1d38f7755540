package studio.clearance.local.system;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is in the way of a start: processes that an earlier launcher left when it was killed, and ports that others listen on. */
public final class Leftovers {
    public record Process(Part part, ProcessHandle handle) {}

    public record TakenPort(String name, int port, Optional<PortOwner> by) {
        @Override
        public String toString() {
            return "Port %d, wanted for %s, is taken by %s"
                    .formatted(port, name, by.map(PortOwner::toString).orElse("another program"));
        }
    }

    private Leftovers() {}

    public static List<Process> processes(Installation installation) {
        return Arrays.stream(Part.values())
                .filter(part -> !part.livesInTheLauncher())
                .flatMap(part ->
                        installation.process(part).running().map(process -> new Process(part, process)).stream())
                .toList();
    }

    public static List<TakenPort> takenPorts(Addresses addresses) {
        return Stream.concat(
                        Arrays.stream(Part.values())
                                .flatMap(part -> taken(part.title(), addresses.port(part)).stream()),
                        taken("Kafka's controller", addresses.kafkaController()).stream())
                .toList();
    }

    private static Optional<TakenPort> taken(String name, int port) {
        return studio.clearance.local.parts.Ports.answers(port)
                ? Optional.of(new TakenPort(name, port, PortOwner.of(port)))
                : Optional.empty();
    }
}
