package studio.clearance.triage.replaying;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.persistence.Fate;
import studio.clearance.triage.persistence.Replays.ChangedCase;

/** A case whose outcome would change. */
@Schema(name = "ChangedCase")
public record ChangedCaseView(
        UUID useCaseId,
        String reference,
        int revision,
        String title,
        String production,
        String partner,
        Outcome from,
        Outcome to,

        @Schema(description = "The clauses that make the difference")
        List<String> clauses,

        @Schema(description = "What people decided then; absent while it is open")
        Fate.@Nullable End became,

        @Nullable Instant becameAt) {

    @Schema(name = "ChangedCases")
    record Page(
            List<ChangedCaseView> items,

            @Schema(description = "The cursor of the page after this one; absent on the last") @Nullable
            String next) {}

    static final String CSV_HEAD =
            "reference,useCaseId,revision,title,production,partner,from,to,clauses,became,becameAt\r\n";

    /** What is read of the stored event, to recognise a case by. */
    private record Recognised(String title, Named production, Named partner) {}

    private record Named(@Nullable String title, @Nullable String name) {}

    public static ChangedCaseView of(ChangedCase changed) {
        Recognised recognised = Json.read(changed.submitted(), Recognised.class);
        Fate fate = changed.fate();
        return new ChangedCaseView(
                changed.found().revision().useCaseId(),
                changed.reference(),
                changed.found().revision().revision(),
                recognised.title(),
                orEmpty(recognised.production().title()),
                orEmpty(recognised.partner().name()),
                changed.found().from(),
                changed.found().to(),
                changed.found().clauses(),
                fate == null ? null : fate.end(),
                fate == null ? null : fate.at());
    }

    /** One line as RFC 4180 has it. */
    String csv() {
        return Stream.of(
                                reference,
                                useCaseId.toString(),
                                Integer.toString(revision),
                                title,
                                production,
                                partner,
                                from.name(),
                                to.name(),
                                String.join(" ", clauses),
                                became == null ? "" : became.name(),
                                becameAt == null ? "" : becameAt.toString())
                        .map(ChangedCaseView::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** A spreadsheet takes a cell that begins with one of these for a formula; titles come from outside. */
    private static String cell(String value) {
        String harmless = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
