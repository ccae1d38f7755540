package studio.clearance.kit.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the OpenAPI document that is checked in is the one the service serves. Order of members and the servers' addresses
 * do not count. With {@code -Dopenapi.update=true} the file is written instead.
 */
public final class OpenApiDrift {

    private static final String UPDATE = "openapi.update";
    private static final int MOST_DIFFERENCES = 20;
    private static final YAMLMapper YAML = new YAMLMapper();

    private OpenApiDrift() {}

    /**
     * Fails with the first differences and the way to accept them.
     *
     * @param checkedIn {@code Path.of("src/main/contracts/openapi.yaml")}
     * @param served the body of {@code /q/openapi}
     */
    public static void assertNone(Path checkedIn, String served) {
        if (Boolean.getBoolean(UPDATE)) {
            write(checkedIn, served);
            return;
        }
        String howTo =
                "\nWhen this is meant, accept it: run this test with -D" + UPDATE + "=true and commit " + checkedIn;
        if (Files.notExists(checkedIn)) {
            throw new AssertionError(checkedIn + " is missing." + howTo);
        }
        List<String> differences = new ArrayList<>();
        compare("", tree(read(checkedIn)), tree(served), differences);
        if (!differences.isEmpty()) {
            throw new AssertionError("The HTTP interface and " + checkedIn + " have drifted apart:\n"
                    + String.join("\n", differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size())))
                    + (differences.size() > MOST_DIFFERENCES
                            ? "\n… and " + (differences.size() - MOST_DIFFERENCES) + " more"
                            : "")
                    + howTo);
        }
    }

    private static void compare(String place, JsonNode document, JsonNode code, List<String> differences) {
        if (document.equals(code)) {
            return;
        }
        if (document.isObject() && code.isObject()) {
            Set<String> names = new TreeSet<>();
            addNames(document.fieldNames(), names);
            addNames(code.fieldNames(), names);
            for (String name : names) {
                String below = place + "/" + name.replace("~", "~0").replace("/", "~1");
                if (!document.has(name)) {
                    differences.add(below + " is in the code and not in the document");
                } else if (!code.has(name)) {
                    differences.add(below + " is in the document and not in the code");
                } else {
                    compare(below, document.get(name), code.get(name), differences);
                }
            }
        } else if (document.isArray() && code.isArray() && document.size() == code.size()) {
            for (int i = 0; i < document.size(); i++) {
                compare(place + "/" + i, document.get(i), code.get(i), differences);
            }
        } else {
            differences.add(
                    place + " is " + shortened(code) + " in the code and " + shortened(document) + " in the document");
        }
    }

    private static void addNames(Iterator<String> from, Set<String> names) {
        from.forEachRemaining(names::add);
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static JsonNode tree(String yaml) {
        try {
            JsonNode document = YAML.readTree(yaml);
            if (document instanceof ObjectNode object) {
                object.remove("servers");
            }
            return document;
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("This is no OpenAPI document: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path file, String served) {
        try {
            Files.writeString(file, served.stripTrailing() + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
