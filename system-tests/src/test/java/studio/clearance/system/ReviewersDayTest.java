package studio.clearance.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A reviewer's day in a browser, by the keyboard alone, from the log-in at the identity provider to the log-out. Every state
 * of a page that comes by is pictured in both schemes and audited for accessibility.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReviewersDayTest {

    private static final double LONGER_THAN_A_PAGE_WAITS = 40_000;

    private final RunningSystem system = RunningSystem.get();
    private final Browser browser = new Browser();
    private final List<Visitor> visitors = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private int looked;
    private Stage stage;

    @BeforeAll
    void colleagues_have_come_here_before() {
        stage = Stage.with(system, "partner-a");
        for (String name : List.of("legal-1", "legal-2", "contact-1")) {
            system.as(name).get("/api/review-cases").must(200);
        }
    }

    @AfterEach
    void nothing_went_wrong_in_the_pages() {
        visitors.forEach(visitor -> {
            assertThat(visitor.whatWentWrong()).isEmpty();
            visitor.close();
        });
        visitors.clear();
    }

    @AfterAll
    void close() {
        browser.close();
        System.out.printf("Accessibility: %d states in two schemes, %d findings%n", looked, findings.size());
    }

    private Visitor visitor() {
        Visitor visitor = browser.visitor(system.url());
        visitors.add(visitor);
        return visitor;
    }

    private Visitor loggedIn(String name, String path) {
        return visitor().logsIn(name, system.identity().password(), path);
    }

    private void logsIn(Visitor visitor, String name) {
        visitor.logsIn(name, system.identity().password());
    }

    private void look(Visitor visitor, String state) {
        List<String> found = visitor.looksAt(state);
        looked++;
        findings.addAll(found);
        assertThat(found).as(state).isEmpty();
    }

    /** A case for legal of its own title, open in the queue. */
    private JsonNode aCase(String title) {
        JsonNode submitted = stage.submit("partner-a", title, Stage.personalData());
        return stage.awaitQueued("legal-1", submitted.get("id").asText());
    }

    private String ours() {
        return "lane:legal production:" + stage.production();
    }

    private String queue() {
        return "/queue?q=" + ours().replace(" ", "%20");
    }

    private static Locator row(Visitor visitor, String title) {
        return visitor.page().locator("tr[data-row]", new Page.LocatorOptions().setHasText(title));
    }

    /** Moves to a row by j alone. */
    private static void walksTo(Visitor visitor, String title) {
        Locator row = row(visitor, title);
        assertThat(row).isVisible();
        int rows = visitor.see("tr[data-row]").count();
        for (int i = 0; i <= rows; i++) {
            if ((Boolean) row.evaluate("row => row === document.activeElement")) {
                return;
            }
            visitor.presses("j");
        }
        throw new AssertionError("j does not come to " + title);
    }

    @Test
    void a_case_goes_from_the_queue_to_the_letter_by_the_keyboard_alone() throws IOException {
        String title = "Call sheets, morning " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        aCase("Another one, morning");

        // Logs in, finds what is hers by filter
        Visitor adaeze = visitor().opens("/");
        adaeze.activates(adaeze.link("Log in to the queue"));
        logsIn(adaeze, "legal-1");
        assertThat(adaeze.heading()).hasText("Legal queue");
        adaeze.activates(adaeze.see("nav[aria-label=Main] a[href='/']"));
        look(adaeze, "home");
        adaeze.activates(adaeze.see("nav[aria-label=Main] a[href='/queue']"));
        assertThat(adaeze.heading()).hasText("Legal queue");
        adaeze.presses("/");
        assertThat(adaeze.see("#q")).isFocused();
        adaeze.overwrites(ours());
        adaeze.presses("Enter");
        assertThat(row(adaeze, title)).isVisible();
        assertThat(adaeze.see(".rail a span[data-in]").first()).hasText(Pattern.compile("\\d+"));
        look(adaeze, "queue");
        adaeze.presses("?");
        assertThat(adaeze.see("dialog#keys")).isVisible();
        look(adaeze, "queue-keys");
        adaeze.presses("Escape");
        assertThat(adaeze.see("dialog#keys")).isHidden();

        // Opens it and reads
        walksTo(adaeze, title);
        adaeze.presses("j", "k");
        walksTo(adaeze, title);
        adaeze.presses("Enter");
        assertThat(adaeze.heading()).hasText(title);
        assertThat(adaeze.see("#decl-h")).isVisible();
        assertThat(adaeze.see("#clause-DU-1b .because a").first()).isVisible();
        look(adaeze, "case-unclaimed");
        adaeze.activates(adaeze.see("#clause-DU-1b .because a").first());
        assertThat(adaeze.page()).hasURL(Pattern.compile("#fact-|#[a-z_]+$"));

        // Claims it, comments with a colleague's name
        adaeze.presses("c");
        assertThat(adaeze.see(".toast")).containsText("Claimed");
        assertThat(adaeze.see("#decide")).isVisible();
        look(adaeze, "case-claimed");
        adaeze.presses("m");
        assertThat(adaeze.see("#comment")).isFocused();
        adaeze.types("Is the licence enough, @leg");
        assertThat(adaeze.see("[role=option]").first()).isVisible();
        look(adaeze, "case-naming");
        adaeze.presses("Enter");
        assertThat(adaeze.see("#comment")).hasValue(Pattern.compile("Is the licence enough, @legal-2 $"));
        adaeze.types("or do we need their terms?");
        adaeze.activates(adaeze.button("Add comment"));
        assertThat(adaeze.see("#timeline .bubble")).containsText("@legal-2 or do we need their terms?");
        Visitor henrik = loggedIn("legal-2", "/queue");
        henrik.opens("/");
        assertThat(henrik.see("#main")).containsText("named you in a comment");

        // Asks the partner; the answer comes back
        adaeze.presses("i");
        assertThat(adaeze.see("#ask")).isFocused();
        adaeze.reaches(adaeze.see("#question"));
        adaeze.types("Which tier of the assistant is it?");
        look(adaeze, "case-asking");
        adaeze.activates(adaeze.button("Ask and pause the clock"));
        assertThat(adaeze.see(".toast")).containsText("the clock is paused");
        look(adaeze, "case-waiting");
        answers(queued, "The enterprise tier.");
        assertThat(adaeze.see("[data-news] .fresh"))
                .containsText(
                        "answered", new LocatorAssertions.ContainsTextOptions().setTimeout(LONGER_THAN_A_PAGE_WAITS));
        look(adaeze, "case-news");
        adaeze.activates(adaeze.link("Show the case as it is now"));
        assertThat(adaeze.see("#timeline")).containsText("The enterprise tier.");

        // Grants it: an error at the field first, then conditions, the letter as it will read, the signature
        adaeze.presses("g");
        assertThat(adaeze.see("#grant")).isFocused();
        adaeze.reaches(adaeze.see("#scope"));
        adaeze.overwrites(" ");
        adaeze.activates(adaeze.button("Review and sign"));
        assertThat(adaeze.see(".error-summary")).isFocused();
        assertThat(adaeze.see("#scope-error")).containsText("Say what the letter covers");
        look(adaeze, "case-error");
        adaeze.activates(adaeze.see(".error-summary a"));
        assertThat(adaeze.see("#scope")).isFocused();
        adaeze.overwrites("Call sheets of this production, in the enterprise tier only.");
        adaeze.reaches(adaeze.see("#own"));
        adaeze.types("Names are taken out first.");
        adaeze.activates(adaeze.button("Review and sign"));
        Locator question = adaeze.see("dialog[open]");
        assertThat(question.locator(".letter-preview")).containsText("Names are taken out first.");
        assertThat(question.locator(".letter-preview"))
                .containsText("Call sheets of this production, in the enterprise tier only.");
        look(adaeze, "case-signing");
        adaeze.presses("Escape");
        assertThat(question).hasCount(0);
        assertThat(adaeze.see("#own")).hasValue("Names are taken out first.");
        adaeze.activates(adaeze.button("Review and sign"));
        adaeze.reaches(question.locator("[name=read]"));
        adaeze.presses("Space");
        adaeze.activates(question.getByText("Sign for legal", new Locator.GetByTextOptions().setExact(true)));
        assertThat(adaeze.see(".toast")).containsText("Granted");
        look(adaeze, "case-granted");

        // Reads the letter, keeps the signed file
        adaeze.activates(adaeze.link("Open the letter"));
        assertThat(adaeze.see(".sheet").first()).containsText("Names are taken out first.");
        look(adaeze, "letter");
        Download signed = adaeze.page().waitForDownload(() -> adaeze.activates(adaeze.link("Signed file")));
        Path file = Path.of("target/letter.jws");
        signed.saveAs(file);
        String number = adaeze.see(".sheet-foot span").first().innerText().replace("Written approval ", "");

        // Anyone who holds it checks it, in the page
        Visitor anyone = visitor().opens("/verify");
        anyone.reaches(anyone.see("#number"));
        anyone.types(number);
        anyone.presses("Enter");
        assertThat(anyone.see(".verdict h2")).hasText("Genuine and in force");
        anyone.see("#jws").setInputFiles(file);
        assertThat(anyone.see("[data-file-verdict]")).containsText("The file is genuine");
        assertThat(anyone.see("[data-file-says]")).containsText("Call sheets of this production");
        look(anyone, "verify");
        String content = Files.readString(file, StandardCharsets.UTF_8).strip();
        int middle = content.indexOf('.') + 40;
        char other = content.charAt(middle) == 'A' ? 'B' : 'A';
        Path forged = Path.of("target/forged.jws");
        Files.writeString(forged, content.substring(0, middle) + other + content.substring(middle + 1));
        anyone.see("#jws").setInputFiles(forged);
        assertThat(anyone.see("[data-file-verdict]")).not().containsText("The file is genuine");
        assertThat(anyone.see("[data-file-verdict] .verdict.stop")).isVisible();
        look(anyone, "verify-forged");
    }

    private void answers(JsonNode queued, String answer) {
        JsonNode found = new Cases(system.as("legal-1")).one(queued.get("id").asText());
        String question = found.get("questions").get(0).get("id").asText();
        String useCase = found.get("useCase").get("id").asText();
        stage.awaitStatus("partner-a", useCase, "INFORMATION_REQUESTED");
        system.as("partner-a")
                .post(
                        "/api/use-cases/" + useCase + "/answers",
                        Map.of("informationRequestId", question, "answer", answer))
                .must(200);
    }

    @Test
    void a_use_is_denied_with_clause_and_reason() {
        String title = "Call sheets, noon " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        Visitor adaeze = loggedIn("legal-1", "/queue");
        adaeze.presses("/");
        adaeze.overwrites(queued.get("reference").asText());
        adaeze.presses("Enter");
        assertThat(adaeze.heading()).hasText(title);

        adaeze.presses("c");
        assertThat(adaeze.see("#decide")).isVisible();
        adaeze.presses("d");
        assertThat(adaeze.see("#deny")).isFocused();
        adaeze.reaches(adaeze.see("[name=reason]").first());
        adaeze.presses("Space");
        adaeze.reaches(adaeze.see("#why"));
        adaeze.types("Use the studio’s own assistant; then this is cleared at once.");
        adaeze.activates(adaeze.button("Review and deny"));
        Locator question = adaeze.see("dialog[open]");
        assertThat(question).containsText("Use the studio’s own assistant");
        look(adaeze, "case-denying");
        adaeze.activates(question.getByText("Deny", new Locator.GetByTextOptions().setExact(true)));
        assertThat(adaeze.see(".toast")).containsText("Denied");
        assertThat(adaeze.see("#timeline")).containsText("denied the use");
        look(adaeze, "case-denied");

        adaeze.presses("/");
        assertThat(adaeze.see("#q")).isFocused();
    }

    @Test
    void a_document_the_partner_attached_is_read_from_its_case() throws IOException {
        String title = "Call sheets, with terms " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        byte[] content = "%PDF-1.7\nThe terms of the enterprise tier.\n%%EOF\n".getBytes(StandardCharsets.UTF_8);
        Visitor adaeze = loggedIn("legal-1", "/queue/" + queued.get("id").asText());
        assertThat(adaeze.see("#requirements")).not().containsText("Terms of the tier.pdf");

        system.as("partner-a")
                .attach(queued.get("useCaseId").asText(), "Terms of the tier.pdf", content, "explicit_input_approval")
                .must(201);

        assertThat(adaeze.see("[data-news] .fresh"))
                .containsText(
                        "attached a document",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(LONGER_THAN_A_PAGE_WAITS));
        adaeze.activates(adaeze.link("Show the case as it is now"));
        Locator requirement = adaeze.see("#requirements li", "Terms of the tier.pdf");
        assertThat(requirement).containsText("Shown");
        look(adaeze, "case-evidence");
        Download download = adaeze.page().waitForDownload(() -> adaeze.activates(adaeze.link("Terms of the tier.pdf")));
        assertThat(Files.readAllBytes(download.path())).isEqualTo(content);
        assertThat(download.suggestedFilename()).isEqualTo("Terms of the tier.pdf");
    }

    @Test
    void several_cases_are_claimed_at_once_and_each_that_fails_says_why() {
        String taken = "Call sheets, taken " + UUID.randomUUID();
        String free = "Call sheets, free " + UUID.randomUUID();
        JsonNode first = aCase(taken);
        aCase(free);
        Visitor adaeze = loggedIn("legal-1", queue());
        walksTo(adaeze, taken);
        adaeze.presses("x");
        walksTo(adaeze, free);
        adaeze.presses("x");
        assertThat(adaeze.see("[data-count]")).hasText("2 selected");
        look(adaeze, "queue-selected");
        adaeze.presses("a");
        assertThat(adaeze.see("[data-assigns]")).hasAttribute("open", "");
        look(adaeze, "queue-assigning");
        adaeze.presses("Escape");
        new Cases(system.as("legal-2")).claim(first);

        walksTo(adaeze, free);
        adaeze.presses("c");

        Locator refused = adaeze.see("[role=alert]");
        assertThat(refused).containsText("1 case was not claimed; the others were");
        assertThat(refused).containsText("Henrik Salo has claimed this case");
        assertThat(row(adaeze, free).locator("[data-holder]")).hasText(Pattern.compile("You"));
        look(adaeze, "queue-refused");
    }

    @Test
    void a_filter_is_saved_and_shared_and_a_colleague_finds_it() {
        aCase("Call sheets, filtered");
        String name = "Sequel " + UUID.randomUUID().toString().substring(0, 8);
        Visitor adaeze = loggedIn("legal-1", queue());
        adaeze.activates(adaeze.see("summary", "Assignee"));
        look(adaeze, "queue-menu");
        adaeze.reaches(adaeze.see("input[name=assignee]:checked"));
        adaeze.presses("ArrowDown");
        adaeze.presses("Enter");
        assertThat(adaeze.see("#q")).hasValue(Pattern.compile("assignee:nobody"));
        adaeze.activates(adaeze.see("summary", "Save filter"));
        adaeze.reaches(adaeze.see("#filter-name"));
        adaeze.types(name);
        adaeze.reaches(adaeze.see("input[name=shared]:checked"));
        adaeze.presses("ArrowDown");
        look(adaeze, "queue-saving");
        adaeze.activates(adaeze.see("form[action='/queue/filters'] button"));
        assertThat(adaeze.see(".toast")).containsText("Filter saved");

        Visitor henrik = loggedIn("legal-2", "/queue");
        henrik.activates(henrik.see(".rail a", name));
        assertThat(henrik.see("#q")).hasValue(ours() + " assignee:nobody");
    }

    @Test
    void nothing_typed_is_lost_when_the_session_ends() {
        String title = "Call sheets, evening " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        new Cases(system.as("legal-1")).claim(queued);
        String path = "/queue/" + queued.get("id").asText();
        Visitor adaeze = loggedIn("legal-1", path);

        // In the middle of a decision, which the script sends
        adaeze.presses("g");
        adaeze.reaches(adaeze.see("#scope"));
        adaeze.overwrites("The call sheets of the second unit.");
        adaeze.reaches(adaeze.see("#forbidden"));
        adaeze.types("Medical notes");
        adaeze.losesTheSession();
        adaeze.activates(adaeze.button("Review and sign"));
        assertThat(adaeze.see("#decide [role=alert]")).containsText("You have been logged out");
        look(adaeze, "case-logged-out");
        adaeze.activates(adaeze.link("Log in again"));
        logsIn(adaeze, "legal-1");
        assertThat(adaeze.heading()).hasText(title);
        assertThat(adaeze.see("#decide .kept")).containsText("Your unsent text is back.");
        assertThat(adaeze.see("#scope")).hasValue("The call sheets of the second unit.");
        assertThat(adaeze.see("#forbidden")).hasValue("Medical notes");
        look(adaeze, "case-restored");

        // And of a comment, which the browser sends by itself
        adaeze.presses("Escape");
        adaeze.reaches(adaeze.see("#comment"));
        adaeze.types("Written just before the session ended.");
        adaeze.losesTheSession();
        adaeze.activates(adaeze.button("Add comment"));
        logsIn(adaeze, "legal-1");
        assertThat(adaeze.heading()).hasText(title);
        assertThat(adaeze.see("#comment")).hasValue("Written just before the session ended.");
        assertThat(adaeze.see("#scope")).hasValue("The call sheets of the second unit.");
        adaeze.activates(adaeze.button("Add comment"));
        assertThat(adaeze.see("#timeline .bubble")).containsText("Written just before the session ended.");
        assertThat(adaeze.see("#comment")).hasValue("");

        // Somebody else at the same browser sees nothing of it
        adaeze.losesTheSession();
        adaeze.opens(path);
        logsIn(adaeze, "legal-2");
        assertThat(adaeze.heading()).hasText(title);
        assertThat(adaeze.see(".kept")).hasCount(0);
    }

    @Test
    void whoever_comes_second_is_told_who_was_first() {
        String title = "Call sheets, contested " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        Visitor adaeze = loggedIn("legal-1", queue());
        Visitor beside = loggedIn("legal-1", "/queue/" + queued.get("id").asText());
        assertThat(beside.heading()).hasText(title);

        new Cases(system.as("legal-2")).claim(queued);

        // At once, when she tries
        beside.presses("c");
        assertThat(beside.see("[role=alert]")).containsText("the case is no longer as you saw it");
        assertThat(beside.see("[role=alert]")).containsText("Henrik Salo has claimed this case");
        look(beside, "case-too-late");
        // By itself, in the list, which does not move under her
        adaeze.presses("j");
        String focused = (String) adaeze.page().evaluate("() => document.activeElement.id");
        assertThat(row(adaeze, title).locator("[data-holder]"))
                .hasText(
                        Pattern.compile("Henrik Salo"),
                        new LocatorAssertions.HasTextOptions().setTimeout(LONGER_THAN_A_PAGE_WAITS));
        aCase("Call sheets, fresh " + UUID.randomUUID());
        assertThat(adaeze.see("[data-news] a"))
                .containsText(
                        "new case", new LocatorAssertions.ContainsTextOptions().setTimeout(LONGER_THAN_A_PAGE_WAITS));
        assertThat(adaeze.page().evaluate("() => document.activeElement.id")).isEqualTo(focused);
        look(adaeze, "queue-news");
    }

    @Test
    void logging_out_ends_the_session_at_the_identity_provider_too() {
        Visitor adaeze = loggedIn("legal-1", "/queue");
        adaeze.activates(adaeze.see("summary.account"));
        look(adaeze, "account");
        adaeze.activates(adaeze.button("Log out"));
        assertThat(adaeze.see("[role=status]").first()).containsText("You are logged out.");
        look(adaeze, "welcome");

        adaeze.opens("/queue");
        assertThat(adaeze.see("#password")).isVisible();
    }

    @Test
    void other_states_of_the_pages_are_sound_too() {
        String title = "Call sheets, seen by all " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        String path = "/queue/" + queued.get("id").asText();

        Visitor adaeze = loggedIn("legal-1", "/queue?q=lane:legal%20partner:nobody-at-all");
        assertThat(adaeze.see("#main")).containsText("Nothing is waiting here");
        look(adaeze, "queue-empty");
        adaeze.opens("/queue?q=lane:legal%20overdue%20clouse:TP-1");
        assertThat(adaeze.see("#q-error")).containsText("There is no filter");
        look(adaeze, "queue-misspelt");
        adaeze.opens("/queue?q=is:granted");
        look(adaeze, "queue-granted");
        adaeze.opens("/queue/" + UUID.randomUUID());
        look(adaeze, "no-such-case");
        adaeze.opens("/verify?number=WA-2026-AAAAA-BBBBB");
        look(adaeze, "verify-unknown");

        Visitor chloe = loggedIn("auditor-1", path);
        assertThat(chloe.heading()).hasText(title);
        assertThat(chloe.see("#decide")).hasCount(0);
        look(chloe, "case-for-an-auditor");
        chloe.opens("/");
        look(chloe, "home-of-an-auditor");
        Visitor devika = loggedIn("policy-1", "/queue");
        assertThat(devika.heading()).containsText("for the studio’s reviewers");
        look(devika, "not-for-you");
        devika.opens("/");
        look(devika, "home-of-a-policy-owner");
        Visitor mei = loggedIn("producer-a", "/queue");
        mei.opens("/");
        look(mei, "home-of-a-partner");
    }

    @Test
    void a_phone_shows_it_all() {
        String title = "Call sheets, on the road " + UUID.randomUUID();
        JsonNode queued = aCase(title);
        new Cases(system.as("legal-1")).claim(queued);
        Visitor adaeze = browser.onAPhone(system.url());
        visitors.add(adaeze);
        adaeze.opens("/");
        look(adaeze, "welcome");
        adaeze.logsIn("legal-1", system.identity().password(), queue());
        assertThat(row(adaeze, title)).isVisible();
        look(adaeze, "queue");
        adaeze.opens("/");
        look(adaeze, "home");
        adaeze.opens("/queue/" + queued.get("id").asText());
        assertThat(adaeze.heading()).hasText(title);
        look(adaeze, "case-claimed");
        adaeze.presses("g");
        adaeze.activates(adaeze.button("Review and sign"));
        assertThat(adaeze.see("dialog[open] .letter-preview")).isVisible();
        look(adaeze, "case-signing");
        adaeze.opens("/verify");
        look(adaeze, "verify");
    }
}
