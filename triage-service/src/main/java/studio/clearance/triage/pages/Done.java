package studio.clearance.triage.pages;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has just been done, carried in the next address: only these words can be said there, whatever an address holds. */
enum Done {
    STARTED("The replay has begun"),
    CANCELLED("The replay is cancelled; what it found so far stays"),
    RESUMED("The replay goes on"),
    PUBLISHED("Published");

    private final String says;

    Done(String says) {
        this.says = says;
    }

    String says() {
        return says;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Done of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(done -> done.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
