package studio.clearance.approval.printing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The two sizes of paper that the productions of this world print on. */
public enum Paper {
    A4("A4"),
    LETTER("letter");

    /** Where offices stock US Letter: the countries whose CLDR paper size is "US-Letter" (supplemental measurement data). */
    private static final Set<String> LETTER_COUNTRIES =
            Set.of("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE");

    private final String css;

    Paper(String css) {
        this.css = css;
    }

    /** Its name in CSS paged media. */
    String css() {
        return css;
    }

    /** {@code a4} or {@code letter}; nothing when it is neither. */
    public static Optional<Paper> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "a4" -> Optional.of(A4);
            case "letter" -> Optional.of(LETTER);
            default -> Optional.empty();
        };
    }

    /** What a production with that locale (BCP 47) prints on; A4 where the locale names no country. */
    static Paper of(String locale) {
        return LETTER_COUNTRIES.contains(Locale.forLanguageTag(locale).getCountry()) ? LETTER : A4;
    }
}
