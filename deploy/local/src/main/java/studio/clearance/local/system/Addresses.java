package studio.clearance.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import studio.clearance.local.parts.Ports;

/** The port of every part. All listen on this machine only. */
public final class Addresses {
    private static final int USUAL_CONTROLLER_PORT = 9093;
    private static final String CONTROLLER = "kafka-controller";

    private final Map<Part, Integer> ports;
    private final int kafkaController;

    private Addresses(Map<Part, Integer> ports, int kafkaController) {
        this.ports = Collections.unmodifiableMap(new EnumMap<>(ports));
        this.kafkaController = kafkaController;
    }

    public static Addresses usual() {
        return new Addresses(
                Arrays.stream(Part.values()).collect(Collectors.toMap(Function.identity(), Part::usualPort)),
                USUAL_CONTROLLER_PORT);
    }

    /** For tests: nothing taken, nothing fixed. */
    public static Addresses free() {
        Part[] parts = Part.values();
        List<Integer> free = Ports.free(parts.length + 1);
        var ports = new EnumMap<Part, Integer>(Part.class);
        for (Part part : parts) {
            ports.put(part, free.get(part.ordinal()));
        }
        return new Addresses(ports, free.getLast());
    }

    /**
     * @param setting {@code 9080} for the gateway, or {@code intake=9081}
     * @throws IllegalArgumentException with words for the person who typed it
     */
    public Addresses with(String setting) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? Part.GATEWAY.id() : setting.substring(0, equals);
        int port;
        try {
            port = Integer.parseInt(setting.substring(equals + 1));
        } catch (NumberFormatException e) {
            port = -1;
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'%s' names no port between 1 and 65535".formatted(setting));
        }
        if (name.equals(CONTROLLER)) {
            return new Addresses(ports, port);
        }
        Part part = Part.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no part '%s'. The parts are: %s, %s"
                        .formatted(
                                name,
                                Arrays.stream(Part.values()).map(Part::id).collect(Collectors.joining(", ")),
                                CONTROLLER)));
        var changed = new EnumMap<>(ports);
        changed.put(part, port);
        return new Addresses(changed, kafkaController);
    }

    public int port(Part part) {
        return ports.getOrDefault(part, part.usualPort());
    }

    public int kafkaController() {
        return kafkaController;
    }

    public String publicUrl() {
        return "http://localhost:" + port(Part.GATEWAY);
    }

    void write(Path file) {
        var properties = new Properties();
        ports.forEach((part, port) -> properties.setProperty(part.id(), String.valueOf(port)));
        properties.setProperty(CONTROLLER, String.valueOf(kafkaController));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ports a system was last started with, or the usual ones. */
    static Addresses read(Path file) {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Addresses addresses = usual();
        for (String name : properties.stringPropertyNames()) {
            addresses = addresses.with(name + "=" + properties.getProperty(name));
        }
        return addresses;
    }
}
