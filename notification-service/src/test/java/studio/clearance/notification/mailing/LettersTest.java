package studio.clearance.notification.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.reporters.UseReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.domain.Telling;
import studio.clearance.notification.persistence.Claimed;
import studio.clearance.notification.persistence.MailTask;

@UseReporter(QuietReporter.class)
class LettersTest {

    private static final UUID USE_CASE = UUID.fromString("019a5325-1d40-7c3e-9f4a-2b6d8e0f1a23");
    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");
    private static final String TITLE = "Two dropped words, as scripted";

    private final Letters letters = new Letters(
            Engine.builder()
                    .addDefaults()
                    .addResultMapper(new HtmlEscaper(List.of("text/html")))
                    .build(),
            settings());

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_language_has_the_same_words_with_the_same_places_in_them(Language language) {
        Words english = Words.of(Language.EN);
        Words other = Words.of(language);

        assertThat(obligatory(other)).isEqualTo(obligatory(english));
        for (String key : obligatory(english)) {
            assertThat(places(other.get(key))).as(key).isEqualTo(places(english.get(key)));
        }
    }

    /** Some languages need another heading for the contact, who is not the contact's partner. */
    private static Set<String> obligatory(Words words) {
        Set<String> keys = new TreeSet<>(words.keys());
        keys.removeIf(key -> key.endsWith(".contact.heading"));
        return keys;
    }

    static Stream<MailTask> everyMail() {
        List<MailTask> tasks = new ArrayList<>();
        for (Language language : Language.values()) {
            for (Kind kind : Kind.values()) {
                if (kind == Kind.PING) {
                    continue;
                }
                boolean endpoint = kind.name().startsWith("ENDPOINT");
                for (Audience audience : endpoint
                        ? List.of(Audience.ENDPOINT_OWNER)
                        : List.of(Audience.PARTNER, Audience.STUDIO_CONTACT)) {
                    tasks.add(task(language, kind, audience, "Mei Chou", TITLE));
                }
            }
        }
        return tasks.stream();
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void every_mail_is_complete_and_its_subject_gives_nothing_away(MailTask task) {
        Letters.Letter letter = letters.write(task);

        assertThat(letter.subject())
                .doesNotContain(TITLE, "[[", "{", "\n", "NOT_FOUND")
                .hasSizeLessThan(120);
        assertThat(letter.text()).doesNotContain("[[", "{", "NOT_FOUND", "<");
        assertThat(letter.html())
                .doesNotContain("[[", "NOT_FOUND")
                .contains("<html lang=\"" + task.language().tag() + "\">")
                .contains("http://localhost:8080/");
        if (task.content().reference() != null) {
            assertThat(letter.subject()).contains("UC-2418");
            assertThat(letter.text()).contains(TITLE);
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void the_words_of_all_mails_are_these(Language language) {
        StringBuilder all = new StringBuilder();
        everyMail().filter(task -> task.language() == language).forEach(task -> {
            Letters.Letter letter = letters.write(task);
            all.append("=== ")
                    .append(task.claimed().kind())
                    .append(", to: ")
                    .append(task.audience())
                    .append("\n=== ")
                    .append(letter.subject())
                    .append("\n\n")
                    .append(letter.text())
                    .append('\n');
        });
        Approvals.verify(all, Approvals.NAMES.withParameters(language.tag()));
    }

    @Test
    void the_page_of_a_grant_looks_like_this() {
        Approvals.verify(letters.write(task(Language.EN, Kind.GRANTED, Audience.PARTNER, "Mei Chou", TITLE))
                .html());
    }

    @Test
    void who_waits_for_a_written_approval_reads_not_to_start_yet() {
        Letters.Letter letter =
                letters.write(task(Language.EN, Kind.WRITTEN_APPROVAL_NEEDED, Audience.PARTNER, "Mei Chou", TITLE));

        assertThat(letter.subject()).isEqualTo("UC-2418: Written approval needed");
        assertThat(letter.text()).contains("Don't start yet.");
    }

    @Test
    void what_people_wrote_is_never_taken_for_markup() {
        Letters.Letter letter = letters.write(
                task(Language.EN, Kind.GRANTED, Audience.PARTNER, "<script>alert(1)</script>", "\"><img src=x>"));

        assertThat(letter.html()).doesNotContain("<script>", "<img").contains("&lt;script&gt;");
        assertThat(letter.text()).contains("<script>alert(1)</script>");
    }

    @Test
    void what_people_wrote_is_never_taken_for_a_template() {
        Letters.Letter letter =
                letters.write(task(Language.EN, Kind.GRANTED, Audience.PARTNER, "{reference}", "{#include x /}"));

        assertThat(letter.text()).contains("Hello {reference},", "{#include x /}");
    }

    @Test
    void dates_are_written_in_the_readers_language_and_the_productions_zone() {
        String text = letters.write(task(Language.EN, Kind.GRANTED, Audience.PARTNER, "Mei", TITLE))
                .text();

        assertThat(text).contains("In force until: 20 Nov 2026, 12:00 (Europe/London)");
    }

    private static Set<String> places(String words) {
        Set<String> places = new TreeSet<>();
        Pattern.compile("\\{[a-z]+}").matcher(words).results().forEach(place -> places.add(place.group()));
        return places;
    }

    private static MailTask task(Language language, Kind kind, Audience audience, String name, String title) {
        boolean endpoint = kind.name().startsWith("ENDPOINT");
        Telling telling = endpoint
                ? new Telling(List.of("hooks.tidewater.example"), NOON, NOON.plusSeconds(259_200), null)
                : new Telling(
                        List.of("The voice model is deleted at delivery."),
                        kind == Kind.GRANTED ? NOON : null,
                        kind == Kind.GRANTED || kind == Kind.INFORMATION_REQUESTED ? NOON.plusSeconds(86_400) : null,
                        kind == Kind.GRANTED ? URI.create("http://localhost:8080/verify/WA-2026-7K3MQ") : null);
        Claimed claimed = new Claimed(
                new UUID(1, 1), 1, 0, new UUID(2, 2), kind, endpoint ? null : USE_CASE, new UUID(3, 3), null);
        return new MailTask(
                claimed,
                audience,
                name,
                new MailAddress("mei.chou@fathomandfield.example"),
                language,
                new MailTask.Content(
                        endpoint ? null : USE_CASE,
                        endpoint ? null : "UC-2418",
                        3,
                        endpoint ? null : title,
                        endpoint ? null : "Fathom & Field",
                        endpoint ? null : "Europe/London",
                        telling));
    }

    private static Settings settings() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withDefaultValue("clearance.notification.public-url", "http://localhost:8080")
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .build();
        return config.getConfigMapping(Settings.class);
    }
}
