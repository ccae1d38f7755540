package studio.clearance.approval.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;

/** The public check of a letter. It says how a letter stands and nothing about the unreleased work. */
public record VerifyView(
        Page page,
        String number,
        @Nullable Verdict verdict,
        List<Line> says,
        @Nullable String fileError,
        @Nullable Verdict fileVerdict,
        List<Line> fileSays) {

    /** @param strong what the reader must do; may be empty */
    public record Verdict(String tone, String icon, String title, String says, String strong) {}

    public record Line(String label, String text, boolean mono) {}
}
