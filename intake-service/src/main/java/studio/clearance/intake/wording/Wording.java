package studio.clearance.intake.wording;

import static java.nio.charset.StandardCharsets.UTF_8;

import studio.clearance.intake.domain.ProductionId;
import studio.clearance.intake.domain.RevisionHash;

/**
 * The words of one revision, {@code {declaration, narrative, productionId, title}}, in their canonical form (RFC 8785).
 * That text is made once: it is hashed, stored, and its parts go as they are into the event.
 */
public final class Wording {

    private static final String DECLARATION = "{\"declaration\":";
    private static final String NARRATIVE = ",\"narrative\":";
    private static final String PRODUCTION = ",\"productionId\":";
    private static final String TITLE = ",\"title\":";

    private final String canonical;
    private final int narrative;
    private final int production;
    private final int title;
    private final RevisionHash hash;

    private Wording(String canonical) {
        // Inside a text a quotation mark has a backslash before it, so the last of each is the member itself, whatever
        // the words say; and the members after the declaration are texts, so nothing in it comes later.
        this.canonical = canonical;
        this.title = canonical.lastIndexOf(TITLE);
        this.production = canonical.lastIndexOf(PRODUCTION, title);
        this.narrative = canonical.lastIndexOf(NARRATIVE, production);
        if (!canonical.startsWith(DECLARATION) || narrative < 0) {
            throw new IllegalArgumentException("not the words of a revision");
        }
        this.hash = RevisionHash.of(canonical.getBytes(UTF_8));
    }

    /** Words that were declared before. */
    public static Wording stored(String canonical) {
        return new Wording(canonical);
    }

    /** @param canonical of all four members */
    static Wording ofSubmission(String canonical) {
        return new Wording(canonical);
    }

    /** @param canonical of the members without the production, which a revision does not change */
    static Wording ofRevision(String canonical, ProductionId production) {
        int title = canonical.lastIndexOf(TITLE);
        return new Wording(
                canonical.substring(0, title) + PRODUCTION + '"' + production + '"' + canonical.substring(title));
    }

    public String canonical() {
        return canonical;
    }

    public RevisionHash hash() {
        return hash;
    }

    /** JSON object. */
    public String declaration() {
        return canonical.substring(DECLARATION.length(), narrative);
    }

    /** JSON text, with its quotation marks. */
    public String narrative() {
        return canonical.substring(narrative + NARRATIVE.length(), production);
    }

    /** JSON text, with its quotation marks. */
    public String title() {
        return canonical.substring(title + TITLE.length(), canonical.length() - 1);
    }
}
