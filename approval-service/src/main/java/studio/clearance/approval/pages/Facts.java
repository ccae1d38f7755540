package studio.clearance.approval.pages;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The declaration's vocabulary in plain words: what each fact asks and what each answer means. Triage owns the
 * vocabulary; these are only the words reviewers read, so a fact unknown here is shown by its name, never hidden.
 */
final class Facts {

    /** A fact inside a step of a pipeline, as clauses name it: {@code steps[2].talent_work}. Steps count from 0. */
    static final Pattern IN_STEP = Pattern.compile("steps\\[(\\d+)]\\.(\\w+)");

    private final Vocabulary vocabulary;
    private final Map<String, Fact> byId;

    private Facts(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.byId = vocabulary.groups().stream()
                .flatMap(group -> group.facts().stream())
                .collect(Collectors.toMap(Fact::id, fact -> fact, (a, b) -> a, LinkedHashMap::new));
    }

    static Facts load(ObjectMapper json) {
        try (InputStream in = Objects.requireNonNull(Facts.class.getResourceAsStream("/pages/facts.json"))) {
            return new Facts(json.readValue(in, Vocabulary.class));
        } catch (IOException e) {
            throw new UncheckedIOException("the words for the facts cannot be read", e);
        }
    }

    List<Group> groups() {
        return vocabulary.groups();
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    /** Whether the fact has words of its own for this answer, or shares the common ones. */
    boolean hasWordsFor(String id, String answer) {
        Fact fact = byId.get(id);
        return fact != null
                && (fact.answers().containsKey(answer) || vocabulary.answers().containsKey(answer));
    }

    /** The question as the partner read it. */
    String asks(String id) {
        Fact fact = byId.get(plain(id));
        String asks = fact == null ? readable(plain(id)) : fact.asks();
        return step(id).map(number -> "Step " + number + ": " + asks).orElse(asks);
    }

    /** The fact in two or three words, for "because done to a performer: voice clone". */
    String shortly(String id) {
        Fact fact = byId.get(plain(id));
        String words = fact == null ? readable(plain(id)).toLowerCase(Locale.ENGLISH) : fact.shortly();
        return step(id).map(number -> "step " + number + ", " + words).orElse(words);
    }

    /** An answer in words: one value, or several joined; the raw value where no words are known. */
    String says(String id, @Nullable Object answer) {
        return switch (answer) {
            case null -> "Not stated";
            case Collection<?> several ->
                several.isEmpty()
                        ? "None"
                        : sentence(several.stream().map(one -> says(id, one)).toList());
            case Map<?, ?> step -> String.valueOf(step.containsKey("name") ? step.get("name") : "a step");
            case Boolean yes -> yes ? "Yes" : "No";
            default -> one(plain(id), answer.toString());
        };
    }

    /** "Final sound, a change to a performer": one capital letter, at the beginning. */
    private static String sentence(List<String> answers) {
        return Stream.concat(answers.stream().limit(1), answers.stream().skip(1).map(Facts::uncapitalised))
                .collect(Collectors.joining(", "));
    }

    static String uncapitalised(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Whether this answer is of the kind that triggers nothing, so that it may be folded away. */
    boolean isQuiet(@Nullable Object answer) {
        return switch (answer) {
            case null -> false;
            case Collection<?> several -> several.stream().allMatch(this::isQuiet);
            default -> vocabulary.quietAnswers().contains(answer.toString());
        };
    }

    static boolean isUnsure(@Nullable Object answer) {
        return "unsure".equals(answer) || (answer instanceof Collection<?> several && several.contains("unsure"));
    }

    /** Where the answer stands on the case page. */
    static String anchor(String id) {
        Matcher inStep = IN_STEP.matcher(id);
        return inStep.matches() ? stepAnchor(Integer.parseInt(inStep.group(1)) + 1, inStep.group(2)) : "fact-" + id;
    }

    static String stepAnchor(int number, String id) {
        return "fact-step-" + number + "-" + id;
    }

    private String one(String id, String answer) {
        Fact fact = byId.get(id);
        String own = fact == null ? null : fact.answers().get(answer);
        return own != null ? own : vocabulary.answers().getOrDefault(answer, readable(answer));
    }

    private static String plain(String id) {
        Matcher inStep = IN_STEP.matcher(id);
        return inStep.matches() ? inStep.group(2) : id;
    }

    private static Optional<Integer> step(String id) {
        Matcher inStep = IN_STEP.matcher(id);
        return inStep.matches() ? Optional.of(Integer.parseInt(inStep.group(1)) + 1) : Optional.empty();
    }

    private static String readable(String name) {
        String spaced = name.replace('_', ' ');
        return spaced.isEmpty() ? spaced : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    record Vocabulary(List<Group> groups, Map<String, String> answers, List<String> quietAnswers) {}

    record Group(String title, List<Fact> facts) {}

    record Fact(
            String id, String asks, @JsonProperty("short") String shortly, Map<String, String> answers) {
        @SuppressWarnings("NullAway") // Jackson passes null for what the file leaves out
        Fact {
            answers = answers == null ? Map.of() : answers;
        }
    }
}
