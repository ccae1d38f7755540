package studio.clearance.approval.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;

/** The question before what binds someone: what will go out, in its own words, and one button that names the act. */
public record ConfirmationView(
        Page page,
        String id,
        String reference,
        String crumb,
        String heading,
        String question,
        List<String> consequences,
        @Nullable LetterPreview letter,
        List<String> quoted,
        List<String> warnings,
        List<Draft.Field> fields,
        @Nullable String confirmation,
        boolean danger,
        String decision,
        String act) {

    public record LetterPreview(
            String partner,
            String production,
            String title,
            String reference,
            int revision,
            List<String> scope,
            String until,
            String deciders,
            List<String> conditions,
            List<String> forbidden) {}
}
