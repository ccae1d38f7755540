package studio.clearance.triage.pages;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;

/** What the frame of a page shows; the properties are those {@code layout.html} asks for. */
public record Page(
        String title,
        String section,
        boolean roomy,
        Face person,
        boolean partner,
        @Nullable Toast toast,
        String settled) {

    static Page of(String title, Caller caller, @Nullable Done done) {
        boolean partner = !Readers.isOfTheStudio(caller);
        return new Page(
                title,
                "policy",
                partner,
                Face.of(caller),
                partner,
                done == null ? null : new Toast(done.says(), null),
                "");
    }

    /** Who is logged in. */
    public record Face(String name, String initials, String detail) {

        static Face of(Caller caller) {
            String[] words = caller.name().strip().split("[\\s-]+");
            String initials = Stream.of(words[0], words.length > 1 ? words[words.length - 1] : "")
                    .filter(word -> !word.isEmpty())
                    .map(word -> Character.toString(Character.toUpperCase(word.codePointAt(0))))
                    .collect(Collectors.joining());
            return new Face(caller.name(), initials, Words.roles(caller.roles()));
        }
    }

    /** What has just happened. */
    public record Toast(String text, @Nullable Undo undo) {}

    public record Undo(String action, String label) {}
}
