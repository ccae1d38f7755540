package studio.clearance.approval.pages;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.casework.Casework;
import studio.clearance.approval.docket.Answer;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.FilterLine.Key;
import studio.clearance.approval.pages.QueueView.Assignable;
import studio.clearance.approval.pages.QueueView.FilterLink;
import studio.clearance.approval.pages.QueueView.Refusals;
import studio.clearance.approval.pages.QueueView.Removable;
import studio.clearance.approval.pages.QueueView.Shelf;
import studio.clearance.approval.pages.QueueView.Total;
import studio.clearance.approval.pages.SavedFilters.SavedFilter;
import studio.clearance.approval.people.People;
import studio.clearance.approval.queue.Count;
import studio.clearance.approval.queue.Queue;
import studio.clearance.approval.queue.QueuePage;
import studio.clearance.approval.queue.QueuedCase;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.pages.Face;

/** The queue: what is waiting, by a filter that is the page's address, and the acts on many cases at once. */
@Path("/queue")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ReviewQueuePage {

    private static final int CASES_A_PAGE = 50;
    private static final int LONGEST_NAME = 60;

    private final Queue queue;
    private final Casework casework;
    private final People people;
    private final SavedFilters savedFilters;
    private final Readers readers;

    ReviewQueuePage(Queue queue, Casework casework, People people, SavedFilters savedFilters, Readers readers) {
        this.queue = queue;
        this.casework = casework;
        this.people = people;
        this.savedFilters = savedFilters;
        this.readers = readers;
    }

    @GET
    @Operation(hidden = true)
    public Response queue(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String clause,
            @RestQuery @Nullable String production,
            @RestQuery @Nullable String partner,
            @RestQuery @Nullable String assignee,
            @RestQuery @Nullable String is,
            @RestQuery @Nullable String outcome,
            @RestQuery @Nullable String due,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String done,
            @RestCookie @Nullable String tz) {
        Reader reader = readers.current();
        if (!reader.mayWatchTheQueue()) {
            return Html.page(403, Templates.problem(ProblemView.notForYou(reader)));
        }
        Optional<UUID> named = FilterLine.name(q).flatMap(name -> queue.named(name, readers.caller()));
        if (named.isPresent()) {
            return Html.goTo("/queue/" + named.get());
        }
        FilterLine line = q == null ? usual(reader) : FilterLine.parse(q);
        Map<Key, @Nullable String> choices = new EnumMap<>(Key.class);
        choices.put(Key.CLAUSE, clause);
        choices.put(Key.PRODUCTION, production);
        choices.put(Key.PARTNER, partner);
        choices.put(Key.ASSIGNEE, assignee);
        choices.put(Key.IS, is);
        choices.put(Key.OUTCOME, outcome);
        choices.put(Key.DUE, due);
        FilterLine chosen = choose(line, choices);
        if (!chosen.equals(line)) {
            return Html.goTo(chosen.href());
        }
        return Html.page(Templates.queue(view(reader, readers.clock(tz), line, after, done, null)));
    }

    /** Where each kind of reviewer starts. */
    private static FilterLine usual(Reader reader) {
        String lane = reader.is("legal-reviewer") ? "lane:legal" : reader.is("contact") ? "lane:contact" : "";
        return FilterLine.parse(lane);
    }

    /** What a menu beside the line chose; an empty choice takes the key away. */
    private static FilterLine choose(FilterLine line, Map<Key, @Nullable String> choices) {
        FilterLine chosen = line;
        for (Map.Entry<Key, @Nullable String> choice : choices.entrySet()) {
            String value = choice.getValue();
            if (value != null) {
                chosen =
                        value.isBlank() ? chosen.without(choice.getKey()) : chosen.with(choice.getKey(), value.strip());
            }
        }
        return chosen;
    }

    private QueueView view(
            Reader reader,
            ReaderClock clock,
            FilterLine line,
            @Nullable String after,
            @Nullable String done,
            @Nullable Refusals refusals) {
        Caller caller = readers.caller();
        QueuePage found = queue.page(line.filter(), after, CASES_A_PAGE, caller);
        QueueReading reading = new QueueReading(reader, clock, readers.endOfDay(), line);
        List<FilterLink> lanes = reading.lanes(uncounted -> null);
        List<FilterLink> filters = reading.filters(uncounted -> null);
        List<SavedFilter> saved = savedFilters.visibleTo(reader);
        String heading = Words.queue(line.lane());
        List<Assignable> colleagues = colleagues(reader, line, found.items());
        int count = found.items().size();
        String next = found.next();
        return new QueueView(
                Done.on(reader.page(heading, "queue"), done),
                heading,
                totals(reading, line, caller),
                reading.shelves(lanes, filters, shelves(reading, saved)),
                lanes,
                filters,
                line.toString(),
                here(line, after),
                reading.problems(),
                refusals,
                removable(saved, line),
                reading.menus(found.items(), colleagues),
                reading.groups(found.items()),
                mayAssign(reader, line, found.items()) ? colleagues : List.of(),
                reading.narrowing(),
                count,
                Words.count(count, "case", "cases") + ", most urgent first. Use j and k to move, Enter to open.",
                Words.count(count, "case", "cases") + " on this page",
                true,
                clock.now(),
                clock.time(clock.now()),
                "/queue/news?q=" + encoded(line.toString()) + "&since="
                        + encoded(clock.now().toString()) + "&zone="
                        + encoded(clock.zone().getId())
                        + (after == null ? "" : "&after=" + encoded(after)),
                after == null ? null : line.href(),
                next == null ? null : here(line, next));
    }

    private static String here(FilterLine line, @Nullable String after) {
        String first = "/queue?q=" + encoded(line.toString());
        return after == null ? first : first + "&after=" + encoded(after);
    }

    private List<Total> totals(QueueReading reading, FilterLine line, Caller caller) {
        List<Count> counts = queue.counts(
                List.of(
                        line.with(Key.DUE, "overdue").filter(),
                        line.with(Key.DUE, "today").filter(),
                        line.with(Key.IS, "unclaimed").filter()),
                caller);
        Count overdue = counts.get(0);
        Count today = counts.get(1);
        Count unclaimed = counts.get(2);
        return Stream.of(
                        new Total(counted(overdue) + " overdue", !overdue.isZero()),
                        new Total(counted(today) + " " + Facts.uncapitalised(reading.dueSoon()), false),
                        new Total(counted(unclaimed) + " unclaimed", false))
                .toList();
    }

    private static String counted(Count count) {
        return count.words(" or more");
    }

    private static List<Shelf> shelves(QueueReading reading, List<SavedFilter> saved) {
        return List.of(
                new Shelf("Saved by you", links(reading, saved.stream().filter(SavedFilter::own))),
                new Shelf("Shared with you", links(reading, saved.stream().filter(filter -> !filter.own()))));
    }

    private static List<FilterLink> links(QueueReading reading, Stream<SavedFilter> saved) {
        return saved.map(filter -> reading.link(filter.name(), filter.line(), uncounted -> null))
                .toList();
    }

    private static @Nullable Removable removable(List<SavedFilter> saved, FilterLine line) {
        return saved.stream()
                .filter(filter -> filter.own() && filter.line().terms().equals(line.terms()))
                .findFirst()
                .map(filter -> new Removable(filter.id().toString(), filter.name()))
                .orElse(null);
    }

    private static boolean mayAssign(Reader reader, FilterLine line, List<QueuedCase> cases) {
        boolean colleague = reader.is(lane(line, cases) == Lane.LEGAL ? "legal-reviewer" : "contact");
        return !cases.isEmpty() && (colleague || reader.is("admin"));
    }

    /** Those who sign in the lane of what is on the page. */
    private List<Assignable> colleagues(Reader reader, FilterLine line, List<QueuedCase> cases) {
        return people.whoSignFor(lane(line, cases).leadingSlot()).stream()
                .map(found -> new Assignable(
                        found.username(),
                        found.person().name(),
                        found.person().subject().equals(reader.subject()) ? "you" : null))
                .toList();
    }

    private static Lane lane(FilterLine line, List<QueuedCase> cases) {
        return Optional.ofNullable(line.lane())
                .or(() -> cases.stream().map(QueuedCase::lane).findFirst())
                .orElse(Lane.LEGAL);
    }

    /** What the script asks for now and then: cases that came in meanwhile, how many each filter holds, who holds what. */
    record News(String says, Map<String, String> counts, Map<String, Held> holders) {}

    /** @param name empty for nobody */
    record Held(String name, String initials) {
        static Held by(@Nullable Face assignee) {
            return assignee == null ? new Held("", "") : new Held(assignee.name(), assignee.initials());
        }
    }

    @GET
    @Path("/news")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public News news(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String since,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String zone) {
        Reader reader = readers.current();
        if (!reader.mayWatchTheQueue()) {
            return new News("", Map.of(), Map.of());
        }
        Caller caller = readers.caller();
        FilterLine line = FilterLine.parse(q);
        QueueReading reading = new QueueReading(reader, readers.clock(zone), readers.endOfDay(), line);
        List<String> counted = Stream.concat(
                        Stream.concat(
                                        reading.lanes(uncounted -> null).stream(),
                                        reading.filters(uncounted -> null).stream())
                                .map(FilterLink::href),
                        savedFilters.visibleTo(reader).stream()
                                .filter(SavedFilter::own)
                                .map(filter -> filter.line().href()))
                .distinct()
                .toList();
        Iterator<Count> found = queue.counts(
                        counted.stream()
                                .map(href -> FilterLine.ofHref(href).filter())
                                .toList(),
                        caller)
                .iterator();
        Map<String, String> counts = new LinkedHashMap<>();
        counted.forEach(href -> counts.put(href, counted(found.next())));
        List<QueuedCase> page =
                queue.page(line.filter(), after, CASES_A_PAGE, caller).items();
        Map<String, Held> holders = new LinkedHashMap<>();
        page.forEach(each -> holders.put(each.id().toString(), Held.by(reading.assignee(each))));
        return new News(freshCases(page, since, readers.clock(zone)), counts, holders);
    }

    private static String freshCases(List<QueuedCase> page, @Nullable String since, ReaderClock clock) {
        return instant(since)
                .map(seen -> {
                    int fresh = (int) page.stream()
                            .filter(found -> found.openedAt().isAfter(seen))
                            .count();
                    return fresh == 0
                            ? ""
                            : Words.count(fresh, "new case", "new cases") + " since " + clock.time(seen)
                                    + " · show them";
                })
                .orElse("");
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    @POST
    @Path("/claims")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response claim(
            @RestForm @Nullable String q, @RestForm("case") List<String> cases, @RestCookie @Nullable String tz) {
        List<UUID> chosen = ids(cases);
        return bulk(q, tz, chosen, Done.CLAIMED, "not claimed", () -> casework.claimAll(readers.caller(), chosen));
    }

    @POST
    @Path("/assignments")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response assign(
            @RestForm @Nullable String q,
            @RestForm("case") List<String> cases,
            @RestForm @Nullable String to,
            @RestCookie @Nullable String tz) {
        if (!readers.current().mayWatchTheQueue()) {
            return Html.page(403, Templates.problem(ProblemView.notForYou(readers.current())));
        }
        List<UUID> chosen = ids(cases);
        if (to == null || to.isBlank()) {
            return refused(q, tz, new Refusals("Nobody was chosen", List.of("Choose whom to assign the cases to.")));
        }
        Slot slot = Optional.ofNullable(FilterLine.parse(q).lane())
                .map(Lane::leadingSlot)
                .orElse(null);
        return bulk(
                q,
                tz,
                chosen,
                Done.ASSIGNED,
                "not assigned",
                () -> casework.assignAll(readers.caller(), chosen, to, slot));
    }

    private interface Work {
        List<Answer> answers();
    }

    private Response bulk(
            @Nullable String q, @Nullable String tz, List<UUID> chosen, Done done, String failed, Work work) {
        if (!readers.current().mayWatchTheQueue()) {
            return Html.page(403, Templates.problem(ProblemView.notForYou(readers.current())));
        }
        if (chosen.isEmpty()) {
            return refused(q, tz, new Refusals("No case was chosen", List.of("Tick the cases first.")));
        }
        List<Answer> answers = work.answers();
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Answer.Refused refused) {
                refusals.add(titled(chosen.get(i)) + ": " + refused.problem().detail());
            }
        }
        if (refusals.isEmpty()) {
            FilterLine line = FilterLine.parse(q);
            return Html.goTo(here(line, null) + "&done=" + done.word() + "#case-" + chosen.getFirst());
        }
        String title = Words.count(refusals.size(), "case was ", "cases were ")
                + failed
                + (refusals.size() < chosen.size() ? "; the others were" : "");
        return refused(q, tz, new Refusals(title, refusals));
    }

    private String titled(UUID id) {
        return queue.find(id, readers.caller())
                .map(found -> "“" + found.useCase().title() + "”")
                .orElse("A case");
    }

    private Response refused(@Nullable String q, @Nullable String tz, Refusals refusals) {
        Reader reader = readers.current();
        return Html.page(
                409, Templates.queue(view(reader, readers.clock(tz), FilterLine.parse(q), null, null, refusals)));
    }

    /** Whatever is no identifier names no case. */
    private static List<UUID> ids(List<String> texts) {
        return texts.stream()
                .limit(Queue.LONGEST_PAGE)
                .flatMap(text -> id(text).stream())
                .distinct()
                .toList();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnIdentifier) {
            return Optional.empty();
        }
    }

    @POST
    @Path("/filters")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response save(
            @RestForm @Nullable String q,
            @RestForm @Nullable String name,
            @RestForm @Nullable String shared,
            @RestCookie @Nullable String tz) {
        Reader reader = readers.current();
        if (!reader.mayWatchTheQueue()) {
            return Html.page(403, Templates.problem(ProblemView.notForYou(reader)));
        }
        FilterLine line = FilterLine.parse(q);
        String called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.length() > LONGEST_NAME) {
            return refused(q, tz, new Refusals("The filter was not saved", List.of("Give it a short name.")));
        }
        boolean room = savedFilters.save(
                reader, called, line, "yes".equals(shared), readers.clock(tz).now());
        return room
                ? Html.goTo(here(line, null) + "&done=" + Done.SAVED.word())
                : refused(
                        q,
                        tz,
                        new Refusals("The filter was not saved", List.of("You have 20 already; remove one first.")));
    }

    @POST
    @Path("/filters/{id}/removal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response remove(@RestPath UUID id, @RestForm @Nullable String q) {
        savedFilters.remove(readers.current(), id);
        return Html.goTo(here(FilterLine.parse(q), null) + "&done=" + Done.REMOVED.word());
    }

    /** Asking who calls is what logs out: the log-in mechanism knows the path and ends the session at the identity provider. */
    @POST
    @Path("/logout")
    @Operation(hidden = true)
    public Response logOut() {
        return Html.goTo("/");
    }

    /** Back from a log-in that a form of this page needed: the form's own address shows nothing. */
    @GET
    @Path("/{form: claims|assignments|filters|logout}")
    @Operation(hidden = true)
    public Response backFromLogIn() {
        return Html.goTo("/queue");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
