package studio.clearance.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody at a browser who uses the keyboard and nothing else. */
final class Visitor implements AutoCloseable {

    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int FURTHEST = 250;

    /** Every rule of WCAG 2.2 A and AA that can be checked by machine, and the good practice beyond it. */
    private static final String AUDIT = """
            async () => (await axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
              .violations.flatMap(rule => rule.nodes.map(node => rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))""";

    private final BrowserContext context;
    private final Page page;
    private final String axe;
    private final List<String> wrong = new ArrayList<>();

    Visitor(BrowserContext context, String axe) {
        this.context = context;
        this.axe = axe;
        this.page = context.newPage();
        page.onPageError(error -> wrong.add("script error: " + error));
        page.onConsoleMessage(message -> {
            // A refused script or style is a hole in a page; a status of 4xx is an answer that tests look at
            // themselves.
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                wrong.add(message.text());
            }
        });
    }

    static NewContextOptions onADesk(String url) {
        return new NewContextOptions()
                .setBaseURL(url)
                .setViewportSize(1440, 900)
                .setTimezoneId("Europe/Madrid")
                .setLocale("en-GB");
    }

    static NewContextOptions onAPhone(String url) {
        return new NewContextOptions()
                .setBaseURL(url)
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true)
                .setTimezoneId("Europe/Madrid")
                .setLocale("en-GB");
    }

    Page page() {
        return page;
    }

    Visitor opens(String path) {
        page.navigate(path);
        return this;
    }

    /** Opens a page that needs a log-in, and logs in at the identity provider. */
    Visitor logsIn(String username, String password, String path) {
        page.navigate(path);
        logsIn(username, password);
        return this;
    }

    void logsIn(String username, String password) {
        page.waitForURL(Pattern.compile("/auth/realms/"));
        assertThat(page.locator("#username")).isFocused();
        types(username);
        reaches(page.locator("#password"));
        types(password);
        presses("Enter");
        page.waitForURL(address -> !address.contains("/auth/"));
    }

    /** The session ends behind the visitor's back, here and at the identity provider. */
    void losesTheSession() {
        context.clearCookies();
    }

    /** A person does not press a key before the page has come; a key is not repeated when it was not heard. */
    void presses(String... keys) {
        for (String key : keys) {
            page.waitForLoadState();
            page.keyboard().press(key);
        }
    }

    void types(String text) {
        page.keyboard().type(text);
    }

    /** Replaces what stands in the field that has the focus. */
    void overwrites(String text) {
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().type(text);
    }

    /** Tabs forward until the element has the focus; whatever the keyboard does not reach fails here. */
    Locator reaches(Locator element) {
        assertThat(element).isVisible();
        for (int i = 0; i < FURTHEST; i++) {
            if (hasFocus(element)) {
                return element;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The keyboard does not reach " + element);
    }

    void activates(Locator element) {
        reaches(element);
        presses("Enter");
    }

    private static boolean hasFocus(Locator element) {
        return (Boolean) element.evaluate("e => e === document.activeElement");
    }

    Locator heading() {
        return page.locator("h1");
    }

    Locator see(String css) {
        return page.locator(css);
    }

    Locator see(String css, String text) {
        return page.locator(css, new Page.LocatorOptions().setHasText(text));
    }

    Locator button(String name) {
        return page.getByRole(
                com.microsoft.playwright.options.AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(
                com.microsoft.playwright.options.AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    /** The page as it stands, in both schemes: a picture of each, and what an audit finds in it. */
    List<String> looksAt(String state) {
        List<String> found = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String named = state + "-" + page.viewportSize().width + "-"
                    + scheme.name().toLowerCase(java.util.Locale.ROOT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(named + ".png"))
                    .setFullPage(true));
            if (!(Boolean) page.evaluate("() => 'axe' in window")) {
                page.evaluate(axe);
            }
            for (Object finding : (List<?>) page.evaluate(AUDIT)) {
                found.add(named + ": " + finding);
            }
            if (!(Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) {
                found.add(named + ": the page is wider than its window");
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return found;
    }

    /** What went wrong in the scripts of the pages so far. */
    List<String> whatWentWrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        context.close();
    }
}
