package studio.clearance.local.command;

import java.util.ArrayList;
import java.util.List;
import studio.clearance.local.system.Addresses;

/** What can be asked of {@code up}. */
record UpOptions(boolean detach, boolean fresh, boolean yes, List<String> ports) {
    static UpOptions of(List<String> arguments) {
        boolean detach = false;
        boolean fresh = false;
        boolean yes = false;
        var ports = new ArrayList<String>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--detach", "-d" -> detach = true;
                case "--fresh" -> fresh = true;
                case "--yes", "-y" -> yes = true;
                case "--port" -> {
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException(
                                "--port needs a port, as in --port 9080 or --port intake=9081");
                    }
                    ports.add(rest.next());
                }
                default -> {
                    if (!argument.startsWith("--port=")) {
                        throw new IllegalArgumentException("up does not know '" + argument + "'");
                    }
                    ports.add(argument.substring("--port=".length()));
                }
            }
        }
        return new UpOptions(detach, fresh, yes, List.copyOf(ports));
    }

    /** The usual ports except where told otherwise: ports named once do not stick. */
    Addresses addresses() {
        Addresses addresses = Addresses.usual();
        for (String port : ports) {
            addresses = addresses.with(port);
        }
        return addresses;
    }

    List<String> portArguments() {
        return ports.stream()
                .flatMap(port -> java.util.stream.Stream.of("--port", port))
                .toList();
    }
}
