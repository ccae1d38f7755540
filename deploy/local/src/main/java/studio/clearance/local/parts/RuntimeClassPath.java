package studio.clearance.local.parts;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Starts another JVM with the class path this module was built with, whatever is on the class path of the caller. */
final class RuntimeClassPath {
    private RuntimeClassPath() {}

    static List<String> java(List<String> options, String mainClass, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        try (var list = Objects.requireNonNull(
                RuntimeClassPath.class.getResourceAsStream("/studio/clearance/local/runtime.classpath"))) {
            return ownLocation() + File.pathSeparator + new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
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
        String file = place.startsWith("jar:") ? place.substring("jar:".length(), place.length() - 1) : place;
        try {
            return Path.of(new java.net.URI(file));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file: " + url, e);
        }
    }
}
