package studio.clearance.approval.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.FilterLine.Key;
import studio.clearance.approval.pages.QueueView.Assignable;
import studio.clearance.approval.pages.QueueView.Choice;
import studio.clearance.approval.pages.QueueView.ClauseLink;
import studio.clearance.approval.pages.QueueView.FilterLink;
import studio.clearance.approval.pages.QueueView.FilterProblem;
import studio.clearance.approval.pages.QueueView.Group;
import studio.clearance.approval.pages.QueueView.Line;
import studio.clearance.approval.pages.QueueView.Menu;
import studio.clearance.approval.pages.QueueView.Option;
import studio.clearance.approval.pages.QueueView.Shelf;
import studio.clearance.approval.pages.Words.Chip;
import studio.clearance.approval.queue.QueueFilter;
import studio.clearance.approval.queue.QueueFilter.Due;
import studio.clearance.approval.queue.QueuedCase;
import studio.clearance.approval.queue.SignOffView;
import studio.clearance.kit.pages.Face;

/**
 * Says a page of the queue in words, for one reader, at one moment.
 *
 * @param endOfDay of the studio's working day that is on, or comes next: what is due before it is due "today"
 */
record QueueReading(Reader reader, ReaderClock clock, Instant endOfDay, FilterLine line) {

    /** More clauses than these push the column that says who has the case off a laptop's screen. */
    private static final int CLAUSES_SHOWN = 4;

    private static final Map<String, String> STATES = inOrder(
            "mine",
            "Open, claimed by me",
            "unclaimed",
            "Open, nobody has claimed it",
            "queued",
            "Queued",
            "claimed",
            "Claimed",
            "waiting",
            "Waiting for the partner",
            "granted",
            "Granted",
            "denied",
            "Denied",
            "cleared",
            "Cleared by the contact",
            "withdrawn",
            "Withdrawn",
            "superseded",
            "Replaced");

    private static final Map<String, String> OUTCOMES =
            inOrder("approval", "Written approval needed", "contact", "Contact looks first");

    private static final Map<String, String> DUES =
            inOrder("overdue", "Overdue", "today", "Today", "later", "Later", "paused", "Clock paused");

    List<Group> groups(List<QueuedCase> cases) {
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        // The same few clauses stand in line after line.
        Map<String, ClauseLink> clauseLinks = new HashMap<>();
        cases.forEach(found ->
                groups.computeIfAbsent(group(found), title -> new ArrayList<>()).add(line(found, clauseLinks)));
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    private String group(QueuedCase found) {
        if (!found.state().isOpen()) {
            return "Decided";
        }
        return switch (due(found)) {
            case OVERDUE -> "Overdue";
            case TODAY -> dueSoon();
            case LATER -> "Later";
            case PAUSED -> "Clock paused, waiting for the partner";
        };
    }

    /** On a day off, or after hours, the studio's "today" is its next working day. */
    String dueSoon() {
        return clock.isToday(endOfDay) ? "Due today" : "Due next working day";
    }

    private Due due(QueuedCase found) {
        var at = found.clock().dueAt();
        if (found.clock().paused() || at == null) {
            return Due.PAUSED;
        }
        if (at.isBefore(clock.now())) {
            return Due.OVERDUE;
        }
        return at.isAfter(endOfDay) ? Due.LATER : Due.TODAY;
    }

    private Line line(QueuedCase found, Map<String, ClauseLink> clauseLinks) {
        String production = nameOf(found.production());
        List<ClauseLink> clauses = found.clauses().stream()
                .sorted(Comparator.comparingInt(QueueReading::weight))
                .limit(CLAUSES_SHOWN)
                .map(id -> clauseLinks.computeIfAbsent(id, clause -> ClauseLink.filtering(clause, line)))
                .toList();
        return new Line(
                found.id().toString(),
                "/queue/" + found.id(),
                found.title(),
                "r" + found.revision(),
                badges(found),
                production + " · " + nameOf(found.partner()) + " · " + found.reference(),
                found.outcome().name(),
                clauses,
                found.clauses().size() - clauses.size(),
                note(found),
                assignee(found),
                clock.due(found.clock()));
    }

    /** Of many clauses a line shows those that say most: the matrix row and the always-list before principles and notices. */
    private static int weight(String clause) {
        return switch (clause.split("-", 2)[0]) {
            case "MX" -> 0;
            case "TP", "TE", "MU", "DU", "CO", "ER" -> 1;
            case "CD", "CW", "QA", "FT" -> clause.equals("FT-1") ? 4 : 2;
            case "IN" -> clause.equals("IN-2") ? 4 : 2;
            case "GP" -> 4;
            default -> 3;
        };
    }

    private static List<Chip> badges(QueuedCase found) {
        return Stream.of(
                        found.answered() ? new Chip("Partner answered", "on", "message") : null,
                        found.reopened() ? new Chip("Reopened", "warn", "swap") : null,
                        found.state().isOpen() ? null : Words.standing(found.state()))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static @Nullable String note(QueuedCase found) {
        List<String> signed = found.signOffs().stream()
                .filter(signOff -> signOff.signedAt() != null)
                .map(signOff -> Words.slot(signOff.slot()))
                .toList();
        if (!found.state().isOpen()) {
            return null;
        }
        if (!signed.isEmpty()) {
            return String.join(" and ", signed) + " signed";
        }
        return found.signOffs().stream().anyMatch(signOff -> signOff.slot() == Slot.LABOUR)
                ? "Legal and labour relations sign"
                : null;
    }

    /** Who works on it: the holder of the lane's own slot, "You" when that is the reader. */
    @Nullable
    Face assignee(QueuedCase found) {
        Slot leading = found.lane().leadingSlot();
        return found.signOffs().stream()
                .filter(signOff -> signOff.slot() == leading)
                .map(SignOffView::holder)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(holder -> new Face(
                        holder.subject().equals(reader.subject()) ? "You" : holder.name(),
                        Face.named(holder.name()).initials(),
                        ""))
                .orElse(null);
    }

    static String nameOf(QueuedCase.Named named) {
        String name = named.name();
        return name == null ? named.id() : name;
    }

    List<FilterLink> lanes(Function<FilterLine, @Nullable String> count) {
        return Stream.of(Lane.LEGAL, Lane.CONTACT)
                .map(lane -> {
                    FilterLine ofLane = FilterLine.parse("lane:" + lane);
                    return link(Words.lane(lane), ofLane, count);
                })
                .toList();
    }

    /** Filters everybody has, within the lane one is in. */
    List<FilterLink> filters(Function<FilterLine, @Nullable String> count) {
        String lane =
                Optional.ofNullable(line.lane()).map(it -> "lane:" + it + " ").orElse("");
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("Claimed by me", "is:mine");
        filters.put("Nobody has claimed", "is:unclaimed");
        filters.put("Overdue", "due:overdue");
        filters.put("Due today", "due:today");
        filters.put("Waiting for the partner", "is:waiting");
        filters.put("Voices and likeness", "clause:TP-1");
        return filters.entrySet().stream()
                .map(filter -> link(filter.getKey(), FilterLine.parse(lane + filter.getValue()), count))
                .toList();
    }

    FilterLink link(String label, FilterLine target, Function<FilterLine, @Nullable String> count) {
        return new FilterLink(label, target.href(), target.terms().equals(line.terms()), count.apply(target));
    }

    List<Shelf> shelves(List<FilterLink> lanes, List<FilterLink> filters, List<Shelf> saved) {
        return Stream.concat(
                        Stream.of(new Shelf("Lanes", lanes), new Shelf("Filters", filters)),
                        saved.stream().filter(shelf -> !shelf.links().isEmpty()))
                .toList();
    }

    List<FilterProblem> problems() {
        return line.problems().stream()
                .map(problem -> {
                    String instead = problem.instead();
                    return new FilterProblem(
                            problem.says(),
                            instead,
                            instead == null
                                    ? null
                                    : FilterLine.parse(line + " " + instead).href());
                })
                .toList();
    }

    /** What occurs on the page, to narrow it further; counting the whole queue for a menu would cost more than it gives. */
    List<Menu> menus(List<QueuedCase> cases, List<Assignable> colleagues) {
        return Stream.of(
                        menu(
                                "Clause",
                                Key.CLAUSE,
                                cases,
                                found -> found.clauses().stream()
                                        .map(id -> Map.entry(id, id))
                                        .toList()),
                        menu(
                                "Production",
                                Key.PRODUCTION,
                                cases,
                                found -> List.of(Map.entry(found.production().id(), nameOf(found.production())))),
                        menu(
                                "Partner",
                                Key.PARTNER,
                                cases,
                                found -> List.of(Map.entry(found.partner().id(), nameOf(found.partner())))),
                        assignees(colleagues))
                .filter(menu -> menu.options().size() > 1)
                .toList();
    }

    private Menu menu(
            String label,
            Key key,
            Collection<QueuedCase> cases,
            Function<QueuedCase, List<Map.Entry<String, String>>> values) {
        Map<String, String> names = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        cases.stream().map(values).flatMap(List::stream).forEach(value -> {
            names.put(value.getKey(), value.getValue());
            counts.merge(value.getKey(), 1, Integer::sum);
        });
        Optional<String> chosen = line.value(key);
        chosen.ifPresent(value -> names.putIfAbsent(value, value));
        List<Option> options = new ArrayList<>();
        options.add(new Option("", "Any", null, chosen.isEmpty()));
        names.forEach((value, name) -> options.add(new Option(
                value,
                name,
                counts.containsKey(value) ? counts.get(value) + " here" : null,
                chosen.filter(value::equals).isPresent())));
        return new Menu(
                label,
                key.word(),
                line.without(key).toString(),
                options,
                "What is on this page. Anything else can be typed into the filter, as " + key.word() + ":…");
    }

    /** Whose it is: nobody's, one's own, a colleague's. */
    private Menu assignees(List<Assignable> colleagues) {
        String is = line.value(Key.IS).orElse("");
        String chosen = switch (is) {
            case "mine" -> QueueFilter.ME;
            case "unclaimed" -> QueueFilter.NOBODY;
            default -> line.value(Key.ASSIGNEE).orElse("");
        };
        List<Option> options = new ArrayList<>();
        options.add(new Option("", "Anyone", null, chosen.isEmpty()));
        options.add(new Option(QueueFilter.NOBODY, "Nobody", null, chosen.equals(QueueFilter.NOBODY)));
        options.add(new Option(QueueFilter.ME, "Me", null, chosen.equals(QueueFilter.ME)));
        colleagues.stream()
                .filter(colleague -> colleague.hint() == null)
                .forEach(colleague -> options.add(
                        new Option(colleague.username(), colleague.name(), null, chosen.equals(colleague.username()))));
        FilterLine rest =
                is.equals("mine") || is.equals("unclaimed") ? line.without(Key.IS) : line.without(Key.ASSIGNEE);
        return new Menu("Assignee", Key.ASSIGNEE.word(), rest.toString(), options, null);
    }

    /** State, outcome and deadline: each of few words, so that they share a menu. */
    List<Choice> narrowing() {
        return List.of(
                choice("State", Key.IS, STATES, "Open"),
                choice("Outcome", Key.OUTCOME, OUTCOMES, "Any"),
                choice("Due", Key.DUE, DUES, "Any time"));
    }

    private Choice choice(String label, Key key, Map<String, String> words, String any) {
        Optional<String> chosen = line.value(key);
        List<Option> options = new ArrayList<>();
        options.add(new Option("", any, null, chosen.isEmpty()));
        words.forEach((value, says) -> options.add(
                new Option(value, says, null, chosen.filter(value::equals).isPresent())));
        return new Choice(label, key.word(), options);
    }

    private static Map<String, String> inOrder(String... keysAndWords) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < keysAndWords.length; i += 2) {
            words.put(keysAndWords[i], keysAndWords[i + 1]);
        }
        return words;
    }
}
