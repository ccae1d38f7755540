package studio.clearance.approval.pages;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;
import studio.clearance.kit.pages.Page.Toast;

/**
 * What has just been done, carried in the address of the page that follows: only these words can be said there, whatever an
 * address holds.
 */
enum Done {
    CLAIMED("Claimed", ""),
    RELEASED("Released", ""),
    ASSIGNED("Assigned", ""),
    COMMENTED("Comment added", "comment"),
    ASKED("Asked; the clock is paused", "decision"),
    TAKEN_BACK("The question is taken back; the clock runs again", ""),
    SIGNED("Signed; another signature is needed", "decision"),
    GRANTED("Granted; the letter is on its way", "decision"),
    DENIED("Denied; the partner is told", "decision"),
    CLEARED("Cleared; the partner is told", "decision"),
    ESCALATED("Sent to legal", "decision"),
    REVOKED("Revoked; the partner and the production are told", "revocation"),
    SAVED("Filter saved", ""),
    REMOVED("Filter removed", "");

    private final String says;
    private final String settles;

    Done(String says, String settles) {
        this.says = says;
        this.settles = settles;
    }

    /** As it stands in addresses. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Done of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(done -> done.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** The page with this said on it. */
    static Page on(Page page, @Nullable String word) {
        return on(page, word, "");
    }

    /** @param keep the name under which the page's forms keep their text; what was accepted need not be kept any more */
    static Page on(Page page, @Nullable String word, String keep) {
        Done done = of(word);
        return done == null
                ? page
                : page.saying(Toast.of(done.says)).settling(done.settles.isEmpty() ? "" : keep + ":" + done.settles);
    }
}
