package studio.clearance.notification.mailing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Language;

/** The fixed words of one language, from {@code mail/words_<tag>.properties}. */
final class Words {

    private static final Pattern PLACE = Pattern.compile("\\[\\[([a-z_.-]+)]]");

    private final Language language;
    private final Properties words;

    private Words(Language language, Properties words) {
        this.language = language;
        this.words = words;
    }

    static Words of(Language language) {
        Properties words = new Properties();
        try (InputStream file = resource("words_" + language.tag() + ".properties")) {
            words.load(new InputStreamReader(file, UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Words(language, words);
    }

    static String layout(String name) {
        try (InputStream file = resource(name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream resource(String name) {
        InputStream file = Words.class.getResourceAsStream("/mail/" + name);
        if (file == null) {
            throw new IllegalStateException("There is no mail/" + name);
        }
        return file;
    }

    Set<String> keys() {
        return words.stringPropertyNames();
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    String get(String key) {
        String value = words.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("The words in " + language.tag() + " lack " + key);
        }
        return value;
    }

    /** The first of the keys that there are words for. */
    @Nullable
    String first(String... keys) {
        for (String key : keys) {
            String value = words.getProperty(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Puts into every {@code [[place]]} of the text what belongs there, also into what was put in. */
    static String fill(String text, UnaryOperator<String> places) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            place.appendReplacement(filled, Matcher.quoteReplacement(fill(places.apply(place.group(1)), places)));
        }
        return place.appendTail(filled).toString();
    }
}
