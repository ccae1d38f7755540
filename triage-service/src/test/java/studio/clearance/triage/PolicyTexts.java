package studio.clearance.triage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Policy texts that differ from the bundled one in one thing. */
public final class PolicyTexts {

    /** The clause that {@link #stricter} adds. */
    public static final String ADDED = "T-1";

    private static final Pattern REQUIREMENTS = Pattern.compile("^requirements:", Pattern.MULTILINE);

    private static final String CLAUSE = """
              - section: Added in a test
                clauses:
                  - id: T-1
                    cites: Test, first paragraph
                    heading: Paperwork from public sources
                    says: The contact looks at paperwork that is made of public sources.
                    when: makes.admin && inputs.public_domain
                    demand: judge
                    cases:
                      - name: a call sheet with a poem on it
                        given: {makes: [admin], inputs: [public_domain]}
                        outcome: CONTACT_REVIEW
                        fires: [T-1]

            """;

    private PolicyTexts() {}

    /** The same policy under another version. */
    public static String renamed(String text, String version) {
        return Pattern.compile("^version:.*$", Pattern.MULTILINE)
                .matcher(text)
                .replaceFirst(Matcher.quoteReplacement("version: \"" + version + "\""));
    }

    /** One clause more, which sends a use to the contact that was cleared before. */
    public static String stricter(String text, String version) {
        return REQUIREMENTS
                .matcher(renamed(text, version))
                .replaceFirst(Matcher.quoteReplacement(CLAUSE + "requirements:"));
    }

    /** A submission that {@link #stricter} makes stricter, and nothing else about it. */
    public static ObjectNode affectedByTheStricter(ObjectNode submission) {
        ObjectNode declaration = (ObjectNode) submission.get("declaration");
        declaration.putArray("makes").add("admin");
        declaration.putArray("inputs").add("own_words").add("public_domain");
        return submission;
    }
}
