package studio.clearance.notification.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/** A mail address as another service knows it. It may be none: then {@link #isUsable()} says so and nothing is sent to it. */
public record MailAddress(String value) {

    /** Deliberately narrower than RFC 5321: no quoted local part, no comment, no line break that could end a header. */
    private static final Pattern USABLE =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\\-\u0080-\uffff]{1,64}@[A-Za-z0-9.\\-\u0080-\uffff]{1,255}");

    public MailAddress {
        value = value.strip();
    }

    public boolean isUsable() {
        return USABLE.matcher(value).matches();
    }

    /** Two addresses with one key reach one mailbox, as every mail provider in use treats them. */
    public String mailbox() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Enough to recognise one's own address by, not enough to write to it. */
    public String masked() {
        int at = value.lastIndexOf('@');
        return at < 1 ? "…" : value.substring(0, value.offsetByCodePoints(0, 1)) + "…" + value.substring(at);
    }

    /** Never the address: it would end up in a log line. */
    @Override
    public String toString() {
        return "MailAddress[…]";
    }
}
