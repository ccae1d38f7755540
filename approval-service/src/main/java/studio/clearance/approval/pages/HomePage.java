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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.pages.HomeView.Figure;
import studio.clearance.approval.pages.HomeView.Todo;
import studio.clearance.approval.queue.Queue;
import studio.clearance.approval.queue.QueuedCase;
import studio.clearance.kit.http.Caller;

/** What needs the reader now. */
@Path("/")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class HomePage {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);

    private final Queue queue;
    private final Readers readers;

    HomePage(Queue queue, Readers readers) {
        this.queue = queue;
        this.readers = readers;
    }

    @GET
    @Operation(hidden = true)
    public Response home(@RestQuery("logged-out") @Nullable String loggedOut, @RestCookie @Nullable String tz) {
        Reader reader = readers.current();
        if (reader.isNobody()) {
            return Html.page(Templates.welcome(
                    new WelcomeView(Page.of("Welcome", "home", reader).inLargerType(), loggedOut != null)));
        }
        return Html.page(Templates.home(view(reader, readers.clock(tz))));
    }

    private HomeView view(Reader reader, ReaderClock clock) {
        Face person = Objects.requireNonNull(reader.person());
        boolean watches = reader.mayWatchTheQueue();
        return new HomeView(
                Page.of("Home", "home", reader),
                greeting(clock) + ", " + person.name(),
                TODAY.format(clock.today()) + (person.detail().isEmpty() ? "" : " · " + person.detail()),
                watches ? "/queue" : null,
                watches ? todo(reader, clock) : List.of(),
                watches ? "You hold no open case, and none is overdue." : "Nothing here asks for you.",
                watches ? figures(lane(reader)) : List.of());
    }

    private static String greeting(ReaderClock clock) {
        int hour = LocalTime.ofInstant(clock.now(), clock.zone()).getHour();
        return hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    }

    private List<Todo> todo(Reader reader, ReaderClock clock) {
        Caller caller = readers.caller();
        List<Todo> lines = new ArrayList<>();
        queue.page(FilterLine.parse("is:mine").filter(), null, HomeView.MOST_LINES - 1, caller).items().stream()
                .map(found -> line(found, clock))
                .forEach(lines::add);
        FilterLine waiting = FilterLine.parse(lane(reader) + " is:unclaimed due:overdue");
        int overdue = queue.count(waiting.filter(), caller);
        if (overdue > 0 && reviews(reader)) {
            lines.add(new Todo(
                    "people",
                    "",
                    (overdue >= Queue.MOST_COUNTED ? Queue.MOST_COUNTED + " or more" : String.valueOf(overdue))
                            + (overdue == 1 ? " overdue case nobody has claimed" : " overdue cases nobody has claimed"),
                    "Most urgent first",
                    waiting.href(),
                    "Look"));
        }
        return lines;
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
        int open = queue.count(FilterLine.parse(lane).filter(), caller);
        int overdue = queue.count(FilterLine.parse(lane + " due:overdue").filter(), caller);
        int paused = queue.count(FilterLine.parse(lane + " is:waiting").filter(), caller);
        return List.of(
                new Figure("Open", counted(open), overdue == 0 ? "none overdue" : counted(overdue) + " overdue"),
                new Figure("Waiting for partners", counted(paused), null));
    }

    private static String counted(int number) {
        return number >= Queue.MOST_COUNTED ? Queue.MOST_COUNTED + "+" : String.valueOf(number);
    }
}
