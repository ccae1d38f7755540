package studio.clearance.approval.pages;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Someone by name.
 *
 * @param detail what they are here as; empty where it does not matter
 */
public record Face(String name, String initials, String detail) {

    static Face named(String name) {
        return named(name, "");
    }

    static Face named(String name, String detail) {
        return new Face(name, initials(name), detail);
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
