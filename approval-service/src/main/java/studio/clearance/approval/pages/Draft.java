package studio.clearance.approval.pages;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision as typed into the form, every field as text: what is shown again after an error, carried through the
 * confirmation, and read once it is complete.
 *
 * @param decision {@code grant}, {@code clear}, {@code ask}, {@code escalate} or {@code deny}
 * @param slot the signature it is for; null where the action concerns the whole case
 * @param version of the case the writer saw
 * @param met how each requirement is met, by its id
 */
record Draft(
        String decision,
        @Nullable String slot,
        int version,
        String scope,
        List<String> conditions,
        String own,
        String forbidden,
        String until,
        Map<String, String> met,
        String note,
        String question,
        List<String> facts,
        String by,
        String handover,
        List<String> reasons,
        String why) {

    /** The prefix of the fields that say how a requirement is met. */
    static final String MET = "met.";

    static Draft from(Map<String, List<String>> form) {
        return new Draft(
                text(form, "decision"),
                form.containsKey("slot") ? text(form, "slot") : null,
                number(text(form, "version")),
                text(form, "scope"),
                form.getOrDefault("condition", List.of()),
                text(form, "own"),
                text(form, "forbidden"),
                text(form, "until"),
                met(form),
                text(form, "note"),
                text(form, "question"),
                form.getOrDefault("fact", List.of()),
                text(form, "by"),
                text(form, "handover"),
                form.getOrDefault("reason", List.of()),
                text(form, "why"));
    }

    /** The same, bound to a version of the case that its writer is about to look at. */
    Draft seeing(int newVersion) {
        return new Draft(
                decision,
                slot,
                newVersion,
                scope,
                conditions,
                own,
                forbidden,
                until,
                met,
                note,
                question,
                facts,
                by,
                handover,
                reasons,
                why);
    }

    Draft deciding(String chosen) {
        return new Draft(
                chosen,
                slot,
                version,
                scope,
                conditions,
                own,
                forbidden,
                until,
                met,
                note,
                question,
                facts,
                by,
                handover,
                reasons,
                why);
    }

    /** The choice that stands in the form, whichever button was pressed. */
    static String chosen(Map<String, List<String>> form) {
        return text(form, "choice");
    }

    /** The hidden fields that carry it through the confirmation; the button carries the decision. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("version", String.valueOf(version)));
        Optional.ofNullable(slot).ifPresent(it -> fields.add(new Field("slot", it)));
        Stream.of(
                        new Field("choice", decision),
                        new Field("scope", scope),
                        new Field("own", own),
                        new Field("forbidden", forbidden),
                        new Field("until", until),
                        new Field("note", note),
                        new Field("question", question),
                        new Field("by", by),
                        new Field("handover", handover),
                        new Field("why", why))
                .filter(field -> !field.value().isEmpty())
                .forEach(fields::add);
        conditions.forEach(condition -> fields.add(new Field("condition", condition)));
        facts.forEach(fact -> fields.add(new Field("fact", fact)));
        reasons.forEach(reason -> fields.add(new Field("reason", reason)));
        met.forEach((requirement, how) -> fields.add(new Field(MET + requirement, how)));
        return fields;
    }

    /**
     * What is missing or wrong, in the order of the page; empty when it can be decided so.
     *
     * @param leads whether the signature is the one that states scope and term
     */
    List<DecisionForm.Problem> problems(LocalDate today, boolean leads) {
        List<DecisionForm.Problem> problems = new ArrayList<>();
        switch (decision) {
            case "grant" -> {
                if (leads) {
                    require(problems, "scope", scope, "Say what the letter covers");
                }
                date(problems, "until", until, today, leads);
            }
            case "clear" -> require(problems, "note", note, "Write the partner a line: what they may do");
            case "ask" -> {
                require(problems, "question", question, "Write what you need to know");
                date(problems, "by", by, today, false);
            }
            case "escalate" -> require(problems, "handover", handover, "Tell legal why they should decide");
            case "deny" -> require(problems, "why", why, "Give the partner the reason in plain words");
            default -> problems.add(new DecisionForm.Problem("decide", "Choose what you decide"));
        }
        return problems;
    }

    private static void require(List<DecisionForm.Problem> problems, String field, String value, String says) {
        if (value.isBlank()) {
            problems.add(new DecisionForm.Problem(field, says));
        }
    }

    private static void date(
            List<DecisionForm.Problem> problems, String field, String value, LocalDate today, boolean needed) {
        if (value.isBlank()) {
            if (needed) {
                problems.add(new DecisionForm.Problem(field, "Give the last day it holds"));
            }
            return;
        }
        Optional<LocalDate> date = date(value);
        if (date.isEmpty()) {
            problems.add(new DecisionForm.Problem(field, "Write the date as year-month-day, for example 2027-05-31"));
        } else if (!date.get().isAfter(today)) {
            problems.add(new DecisionForm.Problem(field, "Give a date after today"));
        }
    }

    static Optional<LocalDate> date(String value) {
        try {
            return Optional.of(LocalDate.parse(value.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** All conditions: those ticked, then the reviewer's own, one a line. */
    List<String> allConditions() {
        return Stream.concat(conditions.stream(), lines(own)).toList();
    }

    List<String> forbiddenUses() {
        return lines(forbidden).toList();
    }

    static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static String text(Map<String, List<String>> form, String field) {
        List<String> values = form.getOrDefault(field, List.of());
        // browsers send line ends as CR LF
        return values.isEmpty() ? "" : values.getLast().replace("\r\n", "\n").strip();
    }

    private static Map<String, String> met(Map<String, List<String>> form) {
        Map<String, String> met = new TreeMap<>();
        form.keySet().stream()
                .filter(field -> field.startsWith(MET))
                .forEach(field -> met.put(field.substring(MET.length()), text(form, field)));
        return met;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    public record Field(String name, String value) {}
}
