package studio.clearance.approval.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number printed on a letter, for example {@code WA-2026-7K3MQ-9XTB4}.
 *
 * <p>Fifty random bits, so that nobody finds letters by counting; Crockford's alphabet, so that it survives being read
 * out on the telephone.
 */
public record LetterNumber(String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern FORM = Pattern.compile("WA-\\d{4}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");

    public LetterNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A letter number reads WA-<year>-<5 characters>-<5 characters>");
        }
    }

    public static LetterNumber draw(Instant issued, RandomGenerator random) {
        StringBuilder number =
                new StringBuilder("WA-").append(issued.atOffset(ZoneOffset.UTC).getYear());
        for (int i = 0; i < 10; i++) {
            if (i % 5 == 0) {
                number.append('-');
            }
            number.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new LetterNumber(number.toString());
    }

    /** Reads a number as people type it: any case, O for 0, I or L for 1. */
    public static Optional<LetterNumber> read(String typed) {
        String upper = typed.strip().toUpperCase(Locale.ROOT);
        if (upper.length() < 8 || !upper.startsWith("WA-")) {
            return Optional.empty();
        }
        String mended =
                "WA-" + upper.substring(3).replace('O', '0').replace('I', '1').replace('L', '1');
        return FORM.matcher(mended).matches() ? Optional.of(new LetterNumber(mended)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
