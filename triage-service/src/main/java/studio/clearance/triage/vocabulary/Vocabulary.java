package studio.clearance.triage.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts a declaration is made of. Immutable; safe to share between threads. */
public final class Vocabulary {
    private static final String BUILT_IN = "/vocabulary/facts.yaml";

    private final String id;
    private final String version;
    private final String title;
    private final Map<String, String> groups;
    private final Map<String, Fact> facts;
    private final Map<String, Fact> factsOfSteps;
    private final String sha256;
    private final byte[] schema;

    Vocabulary(
            String id, String version, String title, Map<String, String> groups, Map<String, Fact> facts, String yaml) {
        this.id = id;
        this.version = version;
        this.title = title;
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        this.factsOfSteps = new LinkedHashMap<>(facts);
        factsOfSteps.values().removeIf(fact -> fact.inSteps() == Fact.InSteps.NO);
        this.sha256 = sha256Of(yaml);
        this.schema = VocabularySchema.of(this);
    }

    /**
     * Reads a vocabulary file.
     *
     * @throws VocabularyRefused when it is not a vocabulary, with all that is wrong with it
     */
    public static Vocabulary load(String yaml) {
        return VocabularyFile.read(yaml);
    }

    /** The vocabulary this release was built with. */
    public static Vocabulary builtIn() {
        try (InputStream in = Vocabulary.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the release lacks " + BUILT_IN);
            }
            return load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return id;
    }

    public String version() {
        return version;
    }

    public String title() {
        return title;
    }

    /** Lower-case hexadecimal hash of the vocabulary's text. */
    public String sha256() {
        return sha256;
    }

    /** The headings of the form, by id, in their order. */
    public Map<String, String> groups() {
        return groups;
    }

    /** Every fact, in the order it is asked. */
    public Collection<Fact> facts() {
        return facts.values();
    }

    public @Nullable Fact fact(String fact) {
        return facts.get(fact);
    }

    /** The facts a step of a pipeline may answer. */
    public Collection<Fact> factsOfSteps() {
        return Collections.unmodifiableCollection(factsOfSteps.values());
    }

    /** The JSON Schema (2020-12) of a declaration, with questions, help and ask-conditions as annotations. Always the same bytes. */
    public byte[] schema() {
        return schema.clone();
    }

    /** Reads a declaration and checks it against this vocabulary. */
    public DeclarationReading read(JsonNode declaration) {
        return new DeclarationReader(facts, factsOfSteps).read(declaration);
    }

    private static String sha256Of(String yaml) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
