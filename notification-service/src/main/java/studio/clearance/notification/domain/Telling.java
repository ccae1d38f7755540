package studio.clearance.notification.domain;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail adds to the fixed words of its kind.
 *
 * @param said  what somebody wrote and the mail quotes: conditions, reasons, a question, a note
 * @param from  from when something holds
 * @param until until when it holds, or by when an answer is wanted
 * @param letter where the written approval can be checked
 */
public record Telling(
        List<String> said,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable URI letter) {

    static final Telling NOTHING_MORE = new Telling(List.of(), null, null, null);

    public Telling {
        said = said.stream().filter(words -> !words.isBlank()).toList();
    }

    static Telling quoting(String words) {
        return quoting(List.of(words));
    }

    static Telling quoting(List<String> words) {
        return new Telling(words, null, null, null);
    }

    Telling until(@Nullable Instant end) {
        return new Telling(said, from, end, letter);
    }
}
