package studio.clearance.triage.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.PolicyTexts;
import studio.clearance.triage.TriageTest;

/** The pages in a real browser: nothing an automated check of accessibility would find, and a keyboard is enough. */
@QuarkusTest
class BrowserTest extends TriageTest {

    private static final Path CHROMIUM = Path.of(System.getProperty("clearance.chromium", "/usr/bin/chromium"));
    private static final Path SCREENS = Path.of("target/screens");
    private static final int DESK = 1440;
    private static final int PHONE = 390;

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void opens() {
        assumeTrue(Files.isExecutable(CHROMIUM), () -> "There is no browser at " + CHROMIUM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
    }

    @AfterAll
    static void closes() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void nothing_is_found_by_an_automated_check_in_either_scheme_and_on_a_phone() {
        String version = aReplayedDraft("t-browser-looks");
        drafts(
                        POLICY_1,
                        PolicyTexts.renamed(builtInText(), "t-browser-problems")
                                .replace("in_final.yes", "in_finale.yes"))
                .then()
                .statusCode(201);
        Map<String, String> pages = Map.of(
                "policy", "/policy?draft=" + version,
                "clauses", "/policy?clauses=all",
                "playground", "/policy/playground",
                "lit", "/policy/playground?like=MX-4.1",
                "nothing-stated", "/policy/playground?blank=yes",
                "problems", "/policy?version=t-browser-problems",
                "not-here", "/policy?version=none");
        List<String> found = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(DESK, PHONE)) {
                try (BrowserContext context = reader(POLICY_2, scheme, width)) {
                    pages.forEach((name, path) -> {
                        Page page = context.newPage();
                        page.navigate(path);
                        String place =
                                "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase());
                        page.screenshot(new Page.ScreenshotOptions()
                                .setPath(SCREENS.resolve(place + ".png"))
                                .setFullPage(true));
                        found.addAll(findings(place, page));
                        if ((int) page.evaluate("document.scrollingElement.scrollWidth") > width) {
                            found.add(place + " is wider than the screen");
                        }
                        page.close();
                    });
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void answers_take_effect_as_they_are_given_by_keyboard() {
        try (BrowserContext context = reader(PARTNER_A, ColorScheme.LIGHT, DESK)) {
            Page page = context.newPage();
            page.navigate("/policy/playground");
            assertThat(page.locator("#verdict")).containsText("Cleared");
            assertThat(page.locator("[data-fact=consent]")).isHidden();

            page.focus("input[name=talent_work][value=voice_clone]");
            page.keyboard().press("Space");

            assertThat(page.locator("#verdict")).containsText("Written approval needed");
            assertThat(page.locator(".lamp.lit", new Page.LocatorOptions().setHasText("MX-4")))
                    .isVisible();
            assertThat(page.locator("[data-fact=consent]")).isVisible();
            assertThat(page.url()).contains("talent_work=voice_clone");
            assertThat(findings("changed", page)).isEmpty();

            page.keyboard().press("Space");

            assertThat(page.locator("#verdict")).containsText("Cleared");
            assertThat(page.locator("[data-fact=consent]")).isHidden();
        }
    }

    @Test
    void a_second_person_publishes_by_keyboard_and_can_change_their_mind() {
        String version = aReplayedDraft("t-browser-published");
        try (BrowserContext context = reader(POLICY_2, ColorScheme.LIGHT, DESK)) {
            Page page = context.newPage();
            page.navigate("/policy?draft=" + version);
            page.focus("text=Publish " + version);
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog")).containsText("Publish policy " + version + "?");
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve("publication.png")));
            assertThat(findings("publication", page)).isEmpty();

            page.keyboard().press("Escape");

            assertThat(page.locator("dialog")).isHidden();
            assertThat(page.locator("text=Publish " + version)).isFocused();
        }
    }

    /** Replayed over some declarations of which one would change. */
    private String aReplayedDraft(String version) {
        triaged(aScratchGrowl());
        triaged(someBookSpines());
        triaged(aClonedVoice());
        triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
        drafts(POLICY_1, PolicyTexts.stricter(builtInText(), version)).then().statusCode(201);
        replayed(version);
        return version;
    }

    private static BrowserContext reader(String token, ColorScheme scheme, int width) {
        return browser.newContext(new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + RestAssured.port)
                .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token))
                .setColorScheme(scheme)
                .setViewportSize(width, 900));
    }

    private static List<String> findings(String place, Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> place + ": " + rule.getId() + " " + node.getTarget() + " "
                                        + node.getFailureSummary()))
                        .toList();
    }
}
