package studio.clearance.kit.pages;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Someone by name.
 *
 * @param detail what they are here as; empty where it does not matter
 */
public record Face(String name, String initials, String detail) {

    private static final Map<String, String> ROLES = Map.of(
            "legal-reviewer", "Legal reviewer",
            "labour-reviewer", "Labour relations",
            "contact", "Studio contact",
            "policy-owner", "Policy owner",
            "auditor", "Auditor, read only",
            "admin", "Administrator",
            "partner", "Production partner");

    public static Face named(String name) {
        return new Face(name, initials(name), "");
    }

    /** @param roles as the token carries them; those that say nothing to people are left out */
    public static Face of(String name, Set<String> roles) {
        return new Face(
                name,
                initials(name),
                roles.stream()
                        .filter(ROLES::containsKey)
                        .sorted()
                        .map(ROLES::get)
                        .collect(Collectors.joining(", ")));
    }

    /** First letters of the first and the last word: "Amara Okafor" is AO. Code points, since names leave the BMP. */
    private static String initials(String name) {
        String[] words = name.strip().split("[\\s-]+");
        return Stream.of(words[0], words.length > 1 ? words[words.length - 1] : "")
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toString(Character.toUpperCase(word.codePointAt(0))))
                .collect(Collectors.joining());
    }
}
