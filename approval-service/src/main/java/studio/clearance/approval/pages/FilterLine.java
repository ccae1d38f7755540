package studio.clearance.approval.pages;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.queue.QueueFilter;

/**
 * The queue's filter as one line of text, {@code lane:legal clause:TP-1 due:overdue}: what a reviewer types, a link
 * carries and a saved filter stores. What it cannot read it reports and passes by; the rest still applies.
 *
 * @param terms at most one a key
 */
record FilterLine(Map<Key, String> terms, List<Problem> problems) {

    /** {@code key:value}, the value in quotes where it has spaces. */
    private static final Pattern TERM = Pattern.compile("(?:([a-z]+):)?(\"[^\"]*\"?|\\S+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile("UC-\\d{1,18}|WA-[0-9A-Z-]{4,30}", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST = 500;

    enum Key {
        LANE("legal", "contact"),
        IS(
                "open",
                "mine",
                "unclaimed",
                "queued",
                "claimed",
                "waiting",
                "granted",
                "denied",
                "cleared",
                "withdrawn",
                "superseded"),
        OUTCOME("approval", "contact"),
        CLAUSE(),
        PRODUCTION(),
        PARTNER(),
        ASSIGNEE(),
        DUE("overdue", "today", "later", "paused"),
        SORT("due");

        private final List<String> choices;

        Key(String... choices) {
            this.choices = List.of(choices);
        }

        /** Closed keys take only these; an empty list takes anything. */
        List<String> choices() {
            return choices;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Key> of(String word) {
            return Arrays.stream(values())
                    .filter(key -> key.word().equalsIgnoreCase(word))
                    .findFirst();
        }
    }

    /** @param instead a line that may have been meant */
    record Problem(String says, @Nullable String instead) {}

    FilterLine {
        EnumMap<Key, String> ordered = new EnumMap<>(Key.class);
        ordered.putAll(terms);
        terms = ordered;
        problems = List.copyOf(problems);
    }

    /** A single word that is the reference of a use case or the number of a letter: whoever types it wants that case. */
    static Optional<String> name(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(word -> NAME.matcher(word).matches());
    }

    static FilterLine parse(@Nullable String text) {
        Map<Key, String> terms = new EnumMap<>(Key.class);
        List<Problem> problems = new ArrayList<>();
        Matcher matcher = TERM.matcher(text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST)));
        while (matcher.find()) {
            String word = matcher.group(1);
            String value = matcher.group(2).replace("\"", "").strip();
            if (word == null) {
                problems.add(
                        NAME.matcher(value).matches()
                                ? new Problem("There is no “" + value + "” that you may see.", null)
                                : new Problem("“" + value + "” is not of the form key:value.", asValue(value)));
                continue;
            }
            Optional<Key> key = Key.of(word);
            if (key.isEmpty()) {
                problems.add(new Problem(
                        "There is no filter “" + word + "”.",
                        nearest(word, Stream.of(Key.values()).map(Key::word).toList())
                                .map(near -> near + ":" + value)
                                .orElse(null)));
            } else if (value.isEmpty()) {
                problems.add(new Problem("“" + word + ":” needs a value.", null));
            } else {
                read(key.get(), value)
                        .ifPresentOrElse(
                                read -> terms.put(key.get(), read),
                                () -> problems.add(new Problem(
                                        "“" + key.get().word() + "” cannot be “" + value + "”.",
                                        nearest(value, key.get().choices())
                                                .map(near -> key.get().word() + ":" + near)
                                                .orElse(null))));
            }
        }
        return new FilterLine(terms, problems);
    }

    private static Optional<String> read(Key key, String value) {
        if (key.choices().isEmpty()) {
            return Optional.of(value);
        }
        return key.choices().stream()
                .filter(choice -> choice.equalsIgnoreCase(value))
                .findFirst();
    }

    /** A bare word that is a value of some key: "overdue" was meant as {@code due:overdue}. */
    private static @Nullable String asValue(String value) {
        return Stream.of(Key.values())
                .filter(key -> key.choices().contains(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(key -> key.word() + ":" + value.toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    /** Whose a case is can be said by {@code is:} and by {@code assignee:}; whichever is chosen last counts. */
    FilterLine with(Key key, String value) {
        Map<Key, String> changed = new EnumMap<>(terms);
        if (key == Key.ASSIGNEE && saysWhose(changed.get(Key.IS))) {
            changed.remove(Key.IS);
        } else if (key == Key.IS && saysWhose(value)) {
            changed.remove(Key.ASSIGNEE);
        }
        changed.put(key, value);
        return new FilterLine(changed, List.of());
    }

    private static boolean saysWhose(@Nullable String is) {
        return "mine".equals(is) || "unclaimed".equals(is);
    }

    FilterLine without(Key key) {
        Map<Key, String> changed = new EnumMap<>(terms);
        changed.remove(key);
        return new FilterLine(changed, List.of());
    }

    Optional<String> value(Key key) {
        return Optional.ofNullable(terms.get(key));
    }

    @Nullable
    Lane lane() {
        return value(Key.LANE)
                .map(lane -> lane.equals("legal") ? Lane.LEGAL : Lane.CONTACT)
                .orElse(null);
    }

    /** The line as the queue's own filter. */
    QueueFilter filter() {
        String is = value(Key.IS).orElse("open");
        String assignee = switch (is) {
            case "mine" -> QueueFilter.ME;
            case "unclaimed" -> QueueFilter.NOBODY;
            default -> value(Key.ASSIGNEE).orElse(null);
        };
        return new QueueFilter(
                lane(),
                state(is),
                value(Key.OUTCOME)
                        .map(outcome -> outcome.equals("approval") ? Outcome.ESCALATE : Outcome.CONTACT_REVIEW)
                        .orElse(null),
                value(Key.CLAUSE).orElse(null),
                value(Key.PRODUCTION).orElse(null),
                value(Key.PARTNER).orElse(null),
                assignee,
                value(Key.DUE)
                        .map(due -> QueueFilter.Due.valueOf(due.toUpperCase(Locale.ROOT)))
                        .orElse(null));
    }

    private static @Nullable CaseState state(String is) {
        return switch (is) {
            case "queued" -> CaseState.QUEUED;
            case "claimed" -> CaseState.CLAIMED;
            case "waiting" -> CaseState.INFORMATION_REQUESTED;
            case "granted" -> CaseState.GRANTED;
            case "denied" -> CaseState.DENIED;
            case "cleared" -> CaseState.CLEARED;
            case "withdrawn" -> CaseState.WITHDRAWN;
            case "superseded" -> CaseState.SUPERSEDED;
            default -> null;
        };
    }

    /** The address of the queue filtered so: it can be sent to a colleague as it is. */
    String href() {
        return terms.isEmpty() ? "/queue" : "/queue?q=" + URLEncoder.encode(toString(), StandardCharsets.UTF_8);
    }

    /** The line that {@link #href()} made an address of. */
    static FilterLine ofHref(String href) {
        int query = href.indexOf("q=");
        return parse(query < 0 ? "" : URLDecoder.decode(href.substring(query + 2), StandardCharsets.UTF_8));
    }

    /** The line in one canonical order, so that equal filters have equal addresses. */
    @Override
    public String toString() {
        return terms.entrySet().stream()
                .map(term -> term.getKey().word() + ":" + quoted(term.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        return value.chars().anyMatch(Character::isWhitespace) ? '"' + value + '"' : value;
    }

    private static Optional<String> nearest(String word, List<String> candidates) {
        return candidates.stream()
                .filter(candidate ->
                        distance(word.toLowerCase(Locale.ROOT), candidate) <= Math.max(1, (word.length() + 1) / 3))
                .min(Comparator.comparingInt(candidate -> distance(word.toLowerCase(Locale.ROOT), candidate)));
    }

    /** Levenshtein distance; both words are a few letters long. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), swap);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
