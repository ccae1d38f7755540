package studio.clearance.triage.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;

/** The question before a version is published: what follows, in its own words, and one button that names the act. */
public record ConfirmationView(
        Page page,
        String version,
        String etag,
        String question,
        List<String> consequences,
        @Nullable String changes,
        long changedOutcomes,
        List<Choice> reReviews,
        String zone,
        @Nullable String refused) {

    public record Choice(String value, String label, boolean chosen) {}
}
