package studio.clearance.intake.domain;

import java.util.regex.Pattern;

/** A partner's name in tokens and addresses. */
public record PartnerId(String value) {

    public static final String FORM = "^[a-z0-9][a-z0-9-]{0,62}$";
    private static final Pattern PATTERN = Pattern.compile(FORM);

    public PartnerId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("a partner's id is lower-case letters, digits and hyphens, at most 63");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
