package studio.clearance.approval.pages;

import static studio.clearance.approval.pages.Samples.AMARA;
import static studio.clearance.approval.pages.Samples.CLOCK;
import static studio.clearance.approval.pages.Samples.FACTS;
import static studio.clearance.approval.pages.Samples.LEGAL;
import static studio.clearance.approval.pages.Samples.NOW;
import static studio.clearance.approval.pages.Samples.REQUIREMENTS;
import static studio.clearance.approval.pages.Samples.aCase;
import static studio.clearance.approval.pages.Samples.aContestedCase;
import static studio.clearance.approval.pages.Samples.aDaysQueue;
import static studio.clearance.approval.pages.Samples.allowed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.CaseReading.Echo;
import studio.clearance.approval.pages.QueueView.Assignable;
import studio.clearance.approval.pages.QueueView.FilterLink;
import studio.clearance.approval.pages.QueueView.Total;
import studio.clearance.approval.queue.QueuedCase;
import studio.clearance.kit.pages.Face;
import studio.clearance.kit.pages.Page;

/** Every page in the states worth looking at, by name. Run as a program it writes them to a folder, to be looked at. */
final class SamplePages {

    private SamplePages() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> page : all().entrySet()) {
            Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
        }
    }

    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("queue", TemplateEngine.render("queue", queue("lane:legal is:open sort:due", aDaysQueue())));
        pages.put("queue-empty", TemplateEngine.render("queue", queue("lane:leagl overdue clausse:TP-1", List.of())));
        pages.put("case", render(reading(LEGAL), Echo.CALM));
        Draft empty = Draft.from(Map.of(
                "decision",
                List.of("grant"),
                "scope",
                List.of(""),
                "until",
                List.of("2026-01-01"),
                "version",
                List.of("4")));
        pages.put("case-errors", render(reading(LEGAL), Echo.incomplete(empty, empty.problems(CLOCK.today(), true))));
        Reader mei = Reader.of("mei", "mei", "Mei Chou", Set.of("legal-reviewer"));
        pages.put(
                "case-four-eyes",
                render(
                        new CaseReading(
                                aCase("A use of one’s own", "Told briefly.", List.of(allowed("comment", null)), null),
                                mei,
                                CLOCK,
                                FACTS,
                                REQUIREMENTS),
                        Echo.CALM));
        pages.put(
                "case-unclaimed",
                render(
                        new CaseReading(
                                aCase(
                                        "Two dropped words, as scripted",
                                        "Told briefly.",
                                        List.of(allowed("claim", Slot.LEGAL), allowed("comment", null)),
                                        null),
                                LEGAL,
                                CLOCK,
                                FACTS,
                                REQUIREMENTS),
                        Echo.CALM));
        pages.put(
                "case-granted",
                render(new CaseReading(Samples.aGrantedCase(), LEGAL, CLOCK, FACTS, REQUIREMENTS), Echo.CALM));
        pages.put("review-grant", review("grant"));
        pages.put("review-deny", review("deny"));
        pages.put("home", TemplateEngine.render("home", home()));
        pages.put("welcome", TemplateEngine.render("welcome", new WelcomeView(page(Reader.nobody(), "Welcome"), true)));
        pages.put("problem", TemplateEngine.render("problem", ProblemView.notForYou(LEGAL)));
        pages.put("verify", TemplateEngine.render("verify", verify()));
        pages.put(
                "components",
                TemplateEngine.render(
                        "components",
                        new Components(
                                page(LEGAL, "Components"),
                                aDaysQueue().stream()
                                        .map(QueuedCase::clock)
                                        .map(CLOCK::due)
                                        .toList(),
                                Face.named("Amara Okafor"),
                                null,
                                List.of(new DecisionForm.Problem("f2", "Give a date after today")))));
        pages.put("letter", TemplateEngine.render("letter", letter()));
        return pages;
    }

    public record Components(
            Page page, List<ReaderClock.Due> dues, Face someone, Face nobody, List<DecisionForm.Problem> problems) {}

    private static Page page(Reader reader, String title) {
        return reader.page(title, "queue");
    }

    private static CaseReading reading(Reader reader) {
        return new CaseReading(aContestedCase(), reader, CLOCK, FACTS, REQUIREMENTS);
    }

    private static String render(CaseReading reading, Echo echo) {
        return TemplateEngine.render("review-case", reading.view(page(reading.reader(), "UC-2418"), echo));
    }

    private static QueueView queue(String text, List<QueuedCase> cases) {
        FilterLine line = FilterLine.parse(text);
        QueueReading reading = new QueueReading(LEGAL, CLOCK, Instant.parse("2026-11-19T18:00:00Z"), line);
        List<FilterLink> lanes = reading.lanes(ignored -> "11");
        List<FilterLink> filters = reading.filters(ignored -> "4");
        return new QueueView(
                page(LEGAL, "Legal queue")
                        .saying(new Page.Toast(
                                "Claimed: Thirty years younger", new Page.Undo("/queue/x/release", "Undo"))),
                "Legal queue",
                List.of(new Total("3 overdue", true), new Total("3 due today", false), new Total("4 unclaimed", false)),
                reading.shelves(lanes, filters, List.of()),
                lanes,
                filters,
                line.toString(),
                line.href(),
                reading.problems(),
                null,
                new QueueView.Removable("1", "Mine"),
                reading.menus(cases, List.of(new QueueView.Assignable("legal-2", "Ingrid Solheim", null))),
                reading.groups(cases),
                List.of(new Assignable("legal-2", "Ingrid Solheim", null)),
                reading.narrowing(),
                cases.size(),
                "7 open cases in the legal lane, most urgent first. Use j and k to move, Enter to open.",
                "7 cases on this page",
                true,
                NOW,
                CLOCK.time(NOW),
                "/queue/news?q=" + line,
                null,
                "/queue?q=lane%3Alegal&after=abc");
    }

    private static String review(String decision) {
        Draft draft = Draft.from(Map.of(
                "decision", List.of(decision),
                "version", List.of("4"),
                "slot", List.of("legal"),
                "scope",
                        List.of(
                                "Two words of dialogue as scripted, episode 4, platform scene; studio enterprise audio tool."),
                "condition", List.of("The tool does not store, reuse or train on what goes in or what it makes."),
                "own", List.of("The tests are played to the voice team before the mix."),
                "forbidden", List.of("Any other line"),
                "until", List.of("2027-05-31"),
                "reason", List.of("TP-1"),
                "why", List.of("Send the signed form and we look again.")));
        return TemplateEngine.render(
                "confirmation",
                new DecisionReading(aContestedCase(), CLOCK, reading(LEGAL).declared())
                        .confirmation(page(LEGAL, "Review"), draft));
    }

    private static HomeView home() {
        return new HomeView(
                LEGAL.page("Home", "home"),
                "Good afternoon, " + AMARA.name(),
                "Thursday 19 November · Legal reviewer",
                "/queue",
                List.of(
                        new HomeView.Todo(
                                "late",
                                "stop",
                                "Two dropped words, as scripted",
                                "Northern Line · 1 d 2 h over",
                                "/queue/1",
                                "Decide"),
                        new HomeView.Todo(
                                "clock",
                                "",
                                "Thirty years younger",
                                "Silver Wedding · due 16:00",
                                "/queue/2",
                                "Decide")),
                "",
                List.of(new HomeView.Figure("Open, legal lane", "11", "3 overdue")),
                List.of(new HomeView.Way("inbox", "The queue", "What waits, most urgent first", "/queue")));
    }

    private static VerifyView verify() {
        return new VerifyView(
                Reader.nobody().page("Check a letter", "check").inLargerType(),
                "WA-2026-7K3MQ-9XTB4",
                new VerifyView.Verdict(
                        "ok",
                        "shield",
                        "Genuine and in force",
                        "The studio issued this letter, and it holds today, 19 Nov 2026, 14:32 UTC.",
                        ""),
                List.of(
                        new VerifyView.Line("Number", "WA-2026-7K3MQ-9XTB4", true),
                        new VerifyView.Line("Issued", "20 Nov 2026", false),
                        new VerifyView.Line("In force until", "31 May 2027", false)),
                null,
                null,
                List.of());
    }

    private static LetterView letter() {
        return new LetterView(
                LEGAL.page("Written approval WA-2026-7K3MQ-9XTB4", ""),
                "/queue/1",
                "/api/approvals/1.jws",
                new Words.Chip("In force", "ok", "cleared"),
                "The studio",
                "20 Nov 2026",
                "WA-2026-7K3MQ-9XTB4",
                "Fathom & Field",
                "Northern Line",
                "Two dropped words, as scripted",
                "UC-2418",
                3,
                List.of("Two words of dialogue as scripted for episode 4, the platform scene."),
                "20 Nov 2026",
                "31 May 2027",
                "Amara Okafor, legal; Tomás Rey, labour relations",
                List.of(
                        "The tool does not store, reuse or train on the recordings.",
                        "The model is deleted at delivery."),
                List.of("Any line that is not in the shooting script."),
                List.of(
                        new LetterView.Signature("Legal", "Amara Okafor", "20 Nov 2026, 11:04"),
                        new LetterView.Signature("Labour relations", "Tomás Rey", "20 Nov 2026, 16:40")),
                SquareCode.of("http://localhost:8080/verify/WA-2026-7K3MQ-9XTB4"),
                "localhost:8080/verify/WA-2026-7K3MQ-9XTB4",
                List.of(
                        new LetterView.Rest("MX-4", "Talent replication"),
                        new LetterView.Rest("TP-1", "Replicas need documented consent")),
                List.of(new LetterView.Rest("Documented consent of the performer", "Evidence was seen")),
                List.of(
                        new VerifyView.Line(
                                "Declaration, revision 3",
                                "sha256 5be091c46d2f77303ac1e08b94d7f5126be0c33d90a7184ef2b65d0ec901a7f2",
                                true),
                        new VerifyView.Line("Signature", "Ed25519, key clr-2026-07", true)));
    }
}
