package studio.clearance.notification.mailing;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.Telling;
import studio.clearance.notification.persistence.MailTask;

/**
 * Writes mails. The fixed words of a language are put into the layout once, for each kind of news and each side that reads
 * it; what remains for a single mail is to fill in a handful of values.
 */
@ApplicationScoped
class Letters {

    private static final Variant HTML = Variant.forContentType(MediaType.TEXT_HTML);
    private static final Variant TEXT = Variant.forContentType(MediaType.TEXT_PLAIN);

    /** Thai marks stand above and below the line. */
    private static final String THAI_LINES = "1.75";

    private static final String LINES = "1.5";

    /** One mail, written. */
    record Letter(String subject, String text, String html) {}

    private record Of(Language language, Kind kind, boolean forPartner) {}

    private record Written(Template subject, Template text, Template html, boolean quotes) {}

    private final Engine engine;
    private final String publicUrl;
    private final Map<Language, Words> words = new EnumMap<>(Language.class);
    private final Map<String, String> layouts = new ConcurrentHashMap<>();
    private final Map<Of, Written> written = new ConcurrentHashMap<>();

    Letters(Engine engine, Settings settings) {
        this.engine = engine;
        String url = settings.publicUrl().toString();
        this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        for (Language language : Language.values()) {
            words.put(language, Words.of(language));
        }
        for (String layout : List.of("letter.html", "letter.txt", "facts.html", "facts.txt")) {
            layouts.put(layout, Words.layout(layout));
        }
    }

    Letter write(MailTask task) {
        Kind kind = task.claimed().kind();
        boolean forPartner = task.audience() != Audience.STUDIO_CONTACT;
        Written templates = written.computeIfAbsent(new Of(task.language(), kind, forPartner), this::prepare);
        MailTask.Content content = task.content();
        Telling telling = content.telling();
        Dates dates = new Dates(task.language(), zone(content.timeZone()));
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", task.name());
        values.put("reference", content.reference());
        values.put("revision", content.revision());
        values.put("title", content.title());
        values.put("partner", content.partnerName());
        values.put("said", templates.quotes() ? telling.said() : List.of());
        values.put("host", telling.said().isEmpty() ? "" : telling.said().getFirst());
        values.put("from", dates.write(telling.from()));
        values.put("until", dates.write(telling.until()));
        values.put("link", link(task, forPartner));
        return new Letter(
                fill(templates.subject(), values), fill(templates.text(), values), fill(templates.html(), values));
    }

    private static String fill(Template template, Map<String, @Nullable Object> values) {
        TemplateInstance instance = template.instance();
        values.forEach(instance::data);
        return instance.render();
    }

    private String link(MailTask task, boolean forPartner) {
        MailTask.Content content = task.content();
        if (content.useCaseId() == null) {
            return publicUrl + "/deliveries";
        }
        if (content.telling().letter() != null) {
            return content.telling().letter().toString();
        }
        return forPartner ? publicUrl + "/desk/" + content.useCaseId() : publicUrl + "/queue";
    }

    private Written prepare(Of of) {
        Words language = words(of.language());
        return new Written(
                engine.parse(Words.fill(subject(of), place -> at(place, of, language, false)), TEXT),
                engine.parse(Words.fill(layout("letter.txt"), place -> at(place, of, language, false)), TEXT),
                engine.parse(Words.fill(layout("letter.html"), place -> at(place, of, language, true)), HTML),
                language.has(name(of.kind()) + ".said") && !isAboutAnEndpoint(of.kind()));
    }

    /** What belongs at one place of a layout: a word of the language, for this kind of news and this reader. */
    private String at(String place, Of of, Words language, boolean html) {
        String kind = name(of.kind());
        String side = of.forPartner() ? ".partner" : ".contact";
        boolean endpoint = isAboutAnEndpoint(of.kind());
        String value = switch (place) {
            case "lang" -> of.language().tag();
            case "line-height" -> of.language() == Language.TH ? THAI_LINES : LINES;
            case "facts" -> endpoint ? "" : layout(html ? "facts.html" : "facts.txt");
            case "subject" -> subject(of);
            case "heading" -> language.first(kind + side + ".heading", kind + ".heading");
            case "lead", "body" -> language.get(kind + side + "." + place);
            case "said" -> language.first(kind + ".said", "label.title");
            case "from", "until" -> language.first(kind + "." + place, "granted." + place);
            case "footer" -> language.get(endpoint ? "footer.endpoint" : "footer");
            case "action" -> language.first(kind + side + ".action", action(of, endpoint));
            default -> language.get(place);
        };
        if (value == null) {
            throw new IllegalStateException("Nothing to write at " + place + " for " + of);
        }
        boolean isLayout = place.equals("facts");
        return html && !isLayout ? value.replace("&", "&amp;").replace("<", "&lt;") : value;
    }

    private static String action(Of of, boolean endpoint) {
        if (endpoint) {
            return "action.endpoint";
        }
        if (of.kind() == Kind.GRANTED) {
            return "action.letter";
        }
        return of.forPartner() ? "action.use_case" : "action.queue";
    }

    private String subject(Of of) {
        return words(of.language()).get(isAboutAnEndpoint(of.kind()) ? "subject.endpoint" : "subject");
    }

    private Words words(Language language) {
        return Objects.requireNonNull(words.get(language));
    }

    private String layout(String name) {
        return Objects.requireNonNull(layouts.get(name));
    }

    private static boolean isAboutAnEndpoint(Kind kind) {
        return switch (kind) {
            case ENDPOINT_FAILING, ENDPOINT_SWITCHED_OFF, ENDPOINT_GONE -> true;
            default -> false;
        };
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    /** Dates in the reader's language, the day's time by 24 hours, in the production's zone and with its name. */
    private record Dates(Language language, ZoneId zone) {

        @Nullable
        String write(@Nullable Instant instant) {
            if (instant == null) {
                return null;
            }
            var local = instant.atZone(zone);
            String day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                    .withLocale(language.dates())
                    .format(local);
            String zoneName = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
            return day + ", "
                    + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(local) + " (" + zoneName + ")";
        }
    }
}
