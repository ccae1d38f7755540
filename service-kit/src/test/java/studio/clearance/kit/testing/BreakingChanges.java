package studio.clearance.kit.testing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changed between a published schema and its successor that would break somebody: readers rely on what was always there
 * and on its form; events already written must stay valid. Optional properties may be added, and values to an enumeration.
 */
final class BreakingChanges {

    private static final List<String> LOWER_BOUNDS =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains");
    private static final List<String> UPPER_BOUNDS =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains");
    /** Whatever was promised by these stays word for word; none may appear where there was none. */
    private static final List<String> FIXED = List.of(
            "const",
            "pattern",
            "format",
            "multipleOf",
            "uniqueItems",
            "propertyNames",
            "patternProperties",
            "dependentRequired",
            "dependentSchemas",
            "contentEncoding",
            "contentMediaType",
            "not",
            "if",
            "then",
            "else",
            "contains");

    private final JsonNode oldRoot;
    private final JsonNode newRoot;
    private final Set<String> compared = new HashSet<>();
    private final List<String> changes = new ArrayList<>();

    private BreakingChanges(JsonNode oldRoot, JsonNode newRoot) {
        this.oldRoot = oldRoot;
        this.newRoot = newRoot;
    }

    static List<String> between(JsonNode published, JsonNode current) {
        BreakingChanges comparison = new BreakingChanges(published, current);
        comparison.compare("", published, current);
        return comparison.changes;
    }

    private void compare(String place, JsonNode before, JsonNode after) {
        if (before.equals(after) && oldRoot.path("$defs").equals(newRoot.path("$defs"))) {
            return;
        }
        boolean bothRefer = before.has("$ref") && after.has("$ref");
        if (bothRefer
                && !compared.add(
                        before.get("$ref").asText() + " " + after.get("$ref").asText())) {
            return; // compared where it was first met, which is also what ends a recursive schema
        }
        JsonNode was = resolved(oldRoot, before);
        JsonNode is = resolved(newRoot, after);
        compareTypes(place, was, is);
        compareProperties(place, was, is);
        compareRequired(place, was, is);
        compareValues(place, was, is);
        compareBounds(place, was, is);
        compareNested(place, was, is);
        for (String keyword : FIXED) {
            if (!was.path(keyword).equals(is.path(keyword))) {
                changes.add(at(place) + " has another " + keyword);
            }
        }
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        JsonNode node = schema;
        for (int hops = 0; node.has("$ref") && hops < 16; hops++) {
            String reference = node.get("$ref").asText();
            if (!reference.startsWith("#")) {
                return node;
            }
            node = root.at(JsonPointer.compile(reference.substring(1)));
        }
        return node;
    }

    private void compareTypes(String place, JsonNode was, JsonNode is) {
        Set<String> before = types(was);
        Set<String> after = types(is);
        if (!before.equals(after)) {
            changes.add(at(place) + " was of type " + before + " and is of type " + after);
        }
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asText()));
        } else if (type.isTextual()) {
            types.add(type.asText());
        }
        return types;
    }

    private void compareProperties(String place, JsonNode was, JsonNode is) {
        Iterator<String> names = was.path("properties").fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            JsonNode after = is.path("properties").path(name);
            if (after.isMissingNode()) {
                changes.add(at(place + "/" + name) + " is gone");
            } else {
                compare(place + "/" + name, was.path("properties").path(name), after);
            }
        }
        for (String keyword : List.of("additionalProperties", "unevaluatedProperties")) {
            if (!isFalse(was.path(keyword)) && isFalse(is.path(keyword))) {
                changes.add(at(place) + " no longer admits further properties");
            }
        }
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.asBoolean();
    }

    private void compareRequired(String place, JsonNode was, JsonNode is) {
        Set<String> before = texts(was.path("required"));
        Set<String> after = texts(is.path("required"));
        for (String name : before) {
            if (!after.contains(name)) {
                changes.add(at(place + "/" + name) + " was always there and is now optional");
            }
        }
        for (String name : after) {
            if (!before.contains(name)) {
                changes.add(at(place + "/" + name) + " is now required");
            }
        }
    }

    private void compareValues(String place, JsonNode was, JsonNode is) {
        if (!is.has("enum")) {
            return;
        }
        if (!was.has("enum")) {
            changes.add(at(place) + " is now limited to some values");
            return;
        }
        Set<String> after = texts(is.path("enum"));
        for (String value : texts(was.path("enum"))) {
            if (!after.contains(value)) {
                changes.add(at(place) + " no longer admits " + value);
            }
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private void compareBounds(String place, JsonNode was, JsonNode is) {
        for (String bound : LOWER_BOUNDS) {
            if (is.has(bound)
                    && (!was.has(bound)
                            || is.get(bound)
                                            .decimalValue()
                                            .compareTo(was.get(bound).decimalValue())
                                    > 0)) {
                changes.add(at(place) + " has a higher " + bound);
            }
        }
        for (String bound : UPPER_BOUNDS) {
            if (is.has(bound)
                    && (!was.has(bound)
                            || is.get(bound)
                                            .decimalValue()
                                            .compareTo(was.get(bound).decimalValue())
                                    < 0)) {
                changes.add(at(place) + " has a lower " + bound);
            }
        }
    }

    private void compareNested(String place, JsonNode was, JsonNode is) {
        for (String keyword : List.of("items", "additionalProperties", "unevaluatedProperties")) {
            if (was.path(keyword).isObject() && is.path(keyword).isObject()) {
                compare(place + "/*", was.path(keyword), is.path(keyword));
            } else if (!was.path(keyword).isObject() && is.path(keyword).isObject()) {
                changes.add(at(place) + " has new rules for its " + keyword);
            }
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf", "prefixItems")) {
            JsonNode before = was.path(keyword);
            JsonNode after = is.path(keyword);
            if (before.size() != after.size()) {
                changes.add(at(place) + " has another number of alternatives in " + keyword);
                continue;
            }
            for (int i = 0; i < before.size(); i++) {
                compare(place + "/" + keyword + "/" + i, before.get(i), after.get(i));
            }
        }
    }

    private static String at(String place) {
        return place.isEmpty() ? "the whole" : place;
    }
}
