package studio.clearance.approval.pages;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.pages.HomeView.Figure;
import studio.clearance.approval.pages.HomeView.Todo;
import studio.clearance.approval.pages.HomeView.Way;
import studio.clearance.approval.queue.Count;
import studio.clearance.approval.queue.Queue;
import studio.clearance.approval.queue.QueuedCase;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.pages.Face;

/** What needs the reader now. */
@Path("/")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class HomePage {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);

    private final Queue queue;
    private final Mentions mentions;
    private final Readers readers;

    HomePage(Queue queue, Mentions mentions, Readers readers) {
        this.queue = queue;
        this.mentions = mentions;
        this.readers = readers;
    }

    @GET
    @Operation(hidden = true)
    public Response home(@RestQuery("logged-out") @Nullable String loggedOut, @RestCookie @Nullable String tz) {
        Reader reader = readers.current();
        if (reader.isNobody()) {
            return Html.page(Templates.welcome(
                    new WelcomeView(reader.page("Welcome", "home").inLargerType(), loggedOut != null)));
        }
        return Html.page(Templates.home(view(reader, readers.clock(tz))));
    }

    private HomeView view(Reader reader, ReaderClock clock) {
        Face person = Objects.requireNonNull(reader.person());
        boolean watches = reader.mayWatchTheQueue();
        return new HomeView(
                reader.page("Home", "home"),
                greeting(clock) + ", " + person.name(),
                TODAY.format(clock.today()) + (person.detail().isEmpty() ? "" : " · " + person.detail()),
                watches ? "/queue" : null,
                watches ? todo(reader, clock) : List.of(),
                idle(reader),
                watches ? figures(lane(reader)) : List.of(),
                ways(reader));
    }

    private static String idle(Reader reader) {
        if (reviews(reader)) {
            return "You hold no open case, and every open one is claimed.";
        }
        if (reader.worksForPartner()) {
            return "Your portal shows your uses and what is asked of you. A letter can be checked here.";
        }
        return "Nothing here asks for you.";
    }

    private static List<Way> ways(Reader reader) {
        List<Way> ways = new ArrayList<>();
        if (reader.mayWatchTheQueue()) {
            ways.add(new Way(
                    "inbox",
                    "The queue",
                    reviews(reader) ? "What waits, most urgent first" : "Every case, to read",
                    "/queue"));
        }
        if (reader.is("auditor")) {
            ways.add(new Way("shield", "Letters granted", "Cases that ended in a letter", "/queue?q=is%3Agranted"));
        }
        ways.add(new Way(
                "flag",
                "The rules",
                reader.is("policy-owner")
                        ? "Read, draft, replay, publish"
                        : "The policy that every use is read against",
                "/policy"));
        return ways;
    }

    private static String greeting(ReaderClock clock) {
        int hour = LocalTime.ofInstant(clock.now(), clock.zone()).getHour();
        return hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    }

    private List<Todo> todo(Reader reader, ReaderClock clock) {
        Caller caller = readers.caller();
        List<Todo> lines = new ArrayList<>();
        List<Todo> named = named(reader, caller);
        int own = HomeView.MOST_LINES - 1 - named.size();
        queue.page(FilterLine.parse("is:mine").filter(), null, own, caller).items().stream()
                .map(found -> line(found, clock))
                .forEach(lines::add);
        lines.addAll(named);
        if (reviews(reader)) {
            Stream.of(" is:unclaimed due:overdue", " is:unclaimed")
                    .map(filter -> FilterLine.parse(lane(reader) + filter))
                    .flatMap(filter -> unclaimed(filter, caller).stream())
                    .findFirst()
                    .ifPresent(lines::add);
        }
        return lines;
    }

    /** Where a colleague asked the reader something and has no answer. */
    private List<Todo> named(Reader reader, Caller caller) {
        return mentions.unansweredBy(reader).stream()
                .filter(mention -> queue.find(mention.caseId(), caller).isPresent())
                .map(mention -> new Todo(
                        "message",
                        "",
                        mention.title(),
                        mention.by() + " named you in a comment",
                        "/queue/" + mention.caseId() + "#timeline",
                        "Answer"))
                .toList();
    }

    private Optional<Todo> unclaimed(FilterLine filter, Caller caller) {
        Count waiting = queue.count(filter.filter(), caller);
        if (waiting.isZero()) {
            return Optional.empty();
        }
        boolean overdue = filter.value(FilterLine.Key.DUE).isPresent();
        return Optional.of(new Todo(
                overdue ? "late" : "people",
                overdue ? "stop" : "",
                counted(waiting)
                        + (overdue ? " overdue" : "")
                        + (waiting.number() == 1 ? " case nobody has claimed" : " cases nobody has claimed"),
                "Most urgent first",
                filter.href(),
                "Look"));
    }

    private static Todo line(QueuedCase found, ReaderClock clock) {
        ReaderClock.Due due = clock.dueInOneLine(found.clock());
        String news =
                found.answered() ? " · the partner has answered" : found.reopened() ? " · reopened by a revision" : "";
        return new Todo(
                due.icon(),
                due.tone(),
                found.title(),
                QueueReading.nameOf(found.production()) + " · " + due.text() + news,
                "/queue/" + found.id(),
                found.clock().paused() ? "Look" : found.lane() == Lane.CONTACT ? "Judge" : "Decide");
    }

    private static boolean reviews(Reader reader) {
        return reader.is("legal-reviewer") || reader.is("labour-reviewer") || reader.is("contact");
    }

    private static String lane(Reader reader) {
        return reader.is("legal-reviewer") ? "lane:legal" : reader.is("contact") ? "lane:contact" : "";
    }

    private List<Figure> figures(String lane) {
        Caller caller = readers.caller();
        List<Count> counts = queue.counts(
                Stream.of("", " due:overdue", " is:waiting")
                        .map(narrowed -> FilterLine.parse(lane + narrowed).filter())
                        .toList(),
                caller);
        Count open = counts.get(0);
        Count overdue = counts.get(1);
        Count paused = counts.get(2);
        return List.of(
                new Figure("Open", counted(open), overdue.isZero() ? "none overdue" : counted(overdue) + " overdue"),
                new Figure("Waiting for partners", counted(paused), null));
    }

    private static String counted(Count count) {
        return count.words("+");
    }
}
