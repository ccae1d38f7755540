package studio.clearance.local.parts;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this module was built with, as files: to start another JVM with it, and to find the archives that are no libraries. */
public final class RuntimeClassPath {
    /** Libraries at their native work are not worth a warning in every log. */
    private static final List<String> QUIET = Runtime.version().feature() < 23
            ? List.of("--enable-native-access=ALL-UNNAMED")
            : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private RuntimeClassPath() {}

    /** The {@code java} that runs this very JVM. */
    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The command of a JVM of the same kind as this one, with this module's class path, whatever the class path of the caller. */
    public static List<String> java(List<String> options, String mainClass, List<String> arguments) {
        return java(options, List.of(), mainClass, arguments);
    }

    /** @param first what else is on the class path, before this module */
    public static List<String> java(List<String> options, List<Path> first, String mainClass, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(program());
        command.addAll(QUIET);
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                Stream.of(
                                first.stream().map(Path::toString),
                                Stream.of(ownLocation().toString()),
                                entries().stream())
                        .flatMap(place -> place)
                        .filter(entry -> !entry.endsWith(".zip"))
                        .collect(Collectors.joining(File.pathSeparator)),
                mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Whether this module was built again since {@code file} was written. */
    static boolean isNewerThan(Path file) throws IOException {
        return Files.getLastModifiedTime(ownLocation()).compareTo(Files.getLastModifiedTime(file)) > 0;
    }

    static Path entry(String artifact) {
        return entries().stream()
                .map(Path::of)
                .filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow(() -> new PartFailed("The build of this module did not include " + artifact));
    }

    private static List<String> entries() {
        try (var list = Objects.requireNonNull(
                RuntimeClassPath.class.getResourceAsStream("/studio/clearance/local/runtime.classpath"))) {
            return List.of(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By resource, since class loaders of test frameworks need not tell a code source. */
    private static Path ownLocation() {
        String own = "/" + RuntimeClassPath.class.getName().replace('.', '/') + ".class";
        String url =
                Objects.requireNonNull(RuntimeClassPath.class.getResource(own)).toString();
        String place = url.substring(0, url.length() - own.length());
        return Path.of(
                URI.create(place.startsWith("jar:") ? place.substring("jar:".length(), place.length() - 1) : place));
    }
}
