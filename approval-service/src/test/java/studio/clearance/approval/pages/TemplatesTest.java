package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.clearance.approval.pages.Samples.CLOCK;
import static studio.clearance.approval.pages.Samples.FACTS;
import static studio.clearance.approval.pages.Samples.LEGAL;
import static studio.clearance.approval.pages.Samples.REQUIREMENTS;
import static studio.clearance.approval.pages.Samples.aCase;
import static studio.clearance.approval.pages.Samples.aContestedCase;
import static studio.clearance.approval.pages.Samples.allowed;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.clearance.approval.queue.ReviewCaseView;

/** What every page must hold, whatever it shows; rendered without the application. */
class TemplatesTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)> & {view.page}";

    record Rendered(String name, String html) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rendered> pages() {
        return SamplePages.all().entrySet().stream().map(page -> new Rendered(page.getKey(), page.getValue()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void no_page_needs_an_exception_from_the_content_security_policy(Rendered page) {
        assertThat(page.html())
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("javascript:")
                .doesNotContain("<style");
        assertThat(find("<script(?![^>]* src=\"/assets/)[^>]*>", page.html())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_form_works_before_the_script_loads(Rendered page) {
        assertThat(find("<form\\b.*?</form>", page.html())).allSatisfy(form -> {
            assertThat(form).containsPattern("<form[^>]* action=\"/");
            assertThat(form).containsPattern("<button(?![^>]*type=\"button\")|<input[^>]*type=\"submit\"");
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_control_has_a_label_and_every_id_is_used_once(Rendered page) {
        List<String> ids = find("\\sid=\"([^\"]+)\"", page.html());
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(find("<(?:input|select|textarea)\\b[^>]*>", page.html()))
                .filteredOn(control -> !control.contains("type=\"hidden\""))
                .allSatisfy(control -> {
                    List<String> id = find("\\sid=\"([^\"]+)\"", control);
                    boolean labelled = control.contains("aria-label=")
                            || id.stream().anyMatch(it -> page.html().contains("for=\"" + it + "\""))
                            || find("<label\\b[^>]*>(?:(?!</label>).)*" + Pattern.quote(control), page.html())
                                            .size()
                                    > 0;
                    assertThat(labelled).as(control).isTrue();
                });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_page_names_its_language_has_one_heading_and_a_way_past_the_bar(Rendered page) {
        assertThat(page.html())
                .contains("<html lang=\"en\">")
                .contains("href=\"#main\"")
                .contains("id=\"main\"");
        assertThat(find("<h1\\b", page.html())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_within_the_page_arrive(Rendered page) {
        assertThat(find("href=\"#([^\"]+)\"", page.html()))
                .allSatisfy(target -> assertThat(page.html()).contains("id=\"" + target + "\""));
    }

    @Test
    void what_a_partner_wrote_never_becomes_markup() {
        ReviewCaseView hostile = aCase(HOSTILE, HOSTILE, List.of(allowed("comment", null)), null);

        String html = TemplateEngine.render(
                "review-case",
                new CaseReading(hostile, LEGAL, CLOCK, FACTS, REQUIREMENTS)
                        .view(LEGAL.page(HOSTILE, "queue"), CaseReading.Echo.CALM));

        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("{view.page}");
    }

    @Test
    void an_error_stands_in_the_summary_and_at_its_field() {
        Draft empty = Draft.from(Map.of(
                "decision", List.of("grant"), "scope", List.of(""), "until", List.of(""), "version", List.of("4")));

        String html = TemplateEngine.render(
                "review-case",
                new CaseReading(aContestedCase(), LEGAL, CLOCK, FACTS, REQUIREMENTS)
                        .view(
                                LEGAL.page("Error", "queue"),
                                CaseReading.Echo.incomplete(empty, empty.problems(CLOCK.today(), true))));

        assertThat(html)
                .contains("<a href=\"#scope\">Say what the letter covers</a>")
                .contains("id=\"scope-error\">Error: Say what the letter covers")
                .containsPattern("<textarea[^>]*id=\"scope\"[^>]*aria-invalid=\"true\"");
    }

    private static List<String> find(String pattern, String html) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(html)
                .results()
                .map(result -> group(result))
                .toList();
    }

    private static String group(MatchResult result) {
        return result.groupCount() > 0 ? result.group(1) : result.group();
    }
}
